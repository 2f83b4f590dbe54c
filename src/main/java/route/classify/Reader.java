package route.classify;

/**
 * Reads a text once, character by character, into its {@link Features}. Of a very long text the beginning and the end are
 * read: the time for a row is bounded whatever it holds.
 *
 * <p>Each word comes by as one number, its hash, and each sign as what it is: whatever weighs words, pairs of words or
 * signs takes them here, in {@link #word} and {@link #sign}, and needs no pass of its own.
 */
final class Reader {
    /** Where instructions stand: so many signs from either end. */
    private static final int EDGE = 300;

    /** The first few words of a text, which most often say what is asked. */
    private static final int LEAD = 40;

    /** What ends a sentence. */
    private static final String ENDS = "?？؟.!。";

    /** Letters up to which a word is not a long one. */
    private static final int LONG = 9;

    private static final int LONGEST_HEAD = 12_000;
    private static final int MOST_DIGITS = 4;
    private static final int LONGEST_TAIL = 4_000;

    /** The part of the text that is read, and the sign behind it. */
    private record Part(char[] signs, int from, int count) {
        static Part of(String text, int from, int to) {
            var signs = new char[Math.min(to + 1, text.length()) - from];
            text.getChars(from, from + signs.length, signs, 0);
            return new Part(signs, from, to - from);
        }

        /** A sign of the part; a blank beyond it. */
        char at(int place) {
            return place < count ? signs[place] : ' ';
        }
    }

    private final Lexicon lexicon;
    private final Features features;
    private final Grams grams;

    private String text = "";
    private int tailStart;
    private boolean lineStart;
    private boolean inNumber;

    /** The word before, where a phrase of the lexicon begins with it, and the two before, where one does; else 0. */
    private long opening;

    private int openingStart;
    private long longOpening;
    private int longOpeningStart;

    Reader(Lexicon lexicon, Features features) {
        this.lexicon = lexicon;
        this.features = features;
        this.grams = features.grams();
    }

    void read(String whole) {
        text = whole;
        grams.start();
        tailStart = whole.length() - EDGE;
        if (whole.length() <= LONGEST_HEAD + LONGEST_TAIL) {
            read(Part.of(whole, 0, whole.length()));
        } else {
            read(Part.of(whole, 0, LONGEST_HEAD));
            read(Part.of(whole, whole.length() - LONGEST_TAIL, whole.length()));
        }
    }

    private void read(Part part) {
        newLine();
        var signs = part.signs();
        int count = part.count();
        for (int at = 0; at < count; ) {
            int kind = Words.kind(signs[at]);
            int start = at++;
            if (kind == Words.LETTER) {
                long hash = Words.letter(0, signs[start]);
                while (at < count && Words.kind(signs[at]) == Words.LETTER) hash = Words.letter(hash, signs[at++]);
                inNumber = false;
                letters(signs, start, at);
                word(hash, part, start, at);
            } else if (kind == Words.BLANK) {
                inNumber = false;
            } else if (kind == Words.ALONE) {
                features.loneSigns++;
                word(Words.letter(0, signs[start]), part, start, at);
            } else {
                sign(kind, part, start);
            }
        }
    }

    private void letters(char[] signs, int from, int to) {
        int length = to - from;
        features.letters += length;
        if (length > LONG) features.longWords++;
        if (signs[from] < 'a') features.capitals++;
        if (signs[to - 1] > 127) features.foreign += length;
    }

    private void word(long hash, Part part, int from, int to) {
        if (lineStart) startLine(part, from, to);
        features.words++;
        grams.word(hash);
        int start = part.from() + from;
        int end = part.from() + to;
        int found = lexicon.find(hash);
        note(found, start, start, end);
        long pair = 0;
        if (opening != 0) {
            pair = Words.phrase(opening, hash);
            int pairFound = lexicon.find(pair);
            note(pairFound, start, openingStart, end);
            if ((pairFound & Lexicon.GOES_ON) == 0) pair = 0;
        }
        if (longOpening != 0) note(lexicon.find(Words.phrase(longOpening, hash)), start, longOpeningStart, end);
        longOpening = pair;
        longOpeningStart = openingStart;
        opening = (found & Lexicon.GOES_ON) == 0 ? 0 : hash;
        openingStart = start;
    }

    /** Notes what the lexicon says of a phrase that starts at {@code start} and whose last word starts at {@code word}. */
    private void note(int found, int word, int start, int end) {
        int marks = found & ~Lexicon.GOES_ON;
        if (marks != 0) features.note(marks, zone(word), text, start, end);
    }

    private Features.Zone zone(int word) {
        if (word < LEAD) return Features.Zone.LEAD;
        return word < EDGE || word >= tailStart ? Features.Zone.EDGE : Features.Zone.BODY;
    }

    private void sign(int kind, Part part, int at) {
        switch (kind) {
            case Words.DIGIT -> digit(part, at);
            case Words.LINE_END -> {
                inNumber = false;
                newLine();
            }
            case Words.SIGN -> meaningful(part, at);
            default -> {
                grams.sign(part.at(at));
                inNumber = false;
                lineStart = false;
            }
        }
    }

    private void digit(Part part, int at) {
        char next = part.at(at + 1);
        features.digits++;
        if (!isDigit(part, at - 1)) digits(part, at);
        if (!inNumber) features.numbers++;
        if (lineStart && (next == '.' || next == ')')) features.listItems++;
        inNumber = true;
        lineStart = false;
    }

    private void digits(Part part, int from) {
        int to = from + 1;
        while (to < from + MOST_DIGITS && isDigit(part, to)) to++;
        grams.number(to - from);
    }

    private static boolean isDigit(Part part, int at) {
        return at >= 0 && Words.kind(part.at(at)) == Words.DIGIT;
    }

    private void meaningful(Part part, int at) {
        char sign = part.at(at);
        char next = part.at(at + 1);
        grams.sign(sign);
        inNumber = inNumber && (sign == '.' || sign == ',');
        switch (sign) {
            case '?', '？', '؟', '.', '!', '。', ':', ';', ',' -> stop(sign, next);
            case '-', '*', '•' -> bulletOrSign(sign, next);
            case '{', '}', '`', '_', '<', '>', '[', ']' -> features.codeSigns++;
            case '(' -> bracket(next, part.at(at + 2));
            case '=' -> equalSign(next);
            case '\\' -> features.mathSigns += Words.isLetter(next) ? 2 : 0;
            default -> features.mathSigns++;
        }
        lineStart = false;
    }

    private void stop(char sign, char next) {
        if (sign == '?' || sign == '？' || sign == '؟') features.questions++;
        if (sign == ',') features.commas++;
        if (ENDS.indexOf(sign) >= 0 && Words.kind(next) != Words.LETTER && Words.kind(next) != Words.DIGIT) {
            features.sentences++;
        }
        if (sign == ';' && (next == '\n' || next == '\r')) features.codeSigns += 2;
        forgetPhrase();
    }

    private void bracket(char next, char afterNext) {
        features.brackets++;
        if (next == ')') features.codeSigns += 2;
        if (afterNext == ')' && Words.isLetter(next)) features.option();
    }

    private void equalSign(char next) {
        if (next == '=' || next == '>') features.codeSigns += 2;
        features.mathSigns++;
    }

    private void bulletOrSign(char sign, char next) {
        if (lineStart && next == ' ') {
            features.listItems++;
        } else if (sign == '*' && next != '*') {
            features.mathSigns++;
        }
    }

    private void newLine() {
        features.lines++;
        lineStart = true;
        forgetPhrase();
    }

    /** A line that begins with one letter and a point or bracket is an answer to choose: {@code B. yes}. */
    private void startLine(Part part, int from, int to) {
        lineStart = false;
        if (to - from != 1 || to >= part.signs().length) return;
        char next = part.signs()[to];
        if (next == '.' || next == ')' || next == ':') features.option();
    }

    private void forgetPhrase() {
        opening = 0;
        longOpening = 0;
    }
}
