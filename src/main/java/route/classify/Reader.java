package route.classify;

/**
 * Reads a text once, from word to word, into its {@link Features}. Of a very long text the beginning and the end are
 * read: the time for a row is bounded whatever it holds.
 *
 * <p>Each word comes by as one number, its hash, and each sign as what it is: whatever weighs words, pairs of words or
 * signs takes them here, in {@link #word} and {@link #sign}, and needs no pass of its own.
 */
final class Reader {
    private static final int LONGEST_HEAD = 12_000;
    private static final int LONGEST_TAIL = 4_000;

    /** What ends a sentence. */
    private static final String ENDS = "?？؟.!。";

    /** Letters up to which a word is not a long one. */
    private static final int LONG = 9;

    /** Digits of a number that are told apart. */
    private static final int MOST_DIGITS = 4;

    private final Lexicon lexicon;
    private final Features features;
    private final Grams grams;

    private final WordHash hash = new WordHash();
    private Hits hits = new Hits("");
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

    void read(String text) {
        hits = new Hits(text);
        grams.start();
        if (text.length() <= LONGEST_HEAD + LONGEST_TAIL) {
            read(new Part(text, 0, text.length()));
        } else {
            read(new Part(text, 0, LONGEST_HEAD));
            read(new Part(text, text.length() - LONGEST_TAIL, text.length()));
        }
        features.add(hits);
    }

    private void read(Part part) {
        newLine();
        var signs = part.signs();
        for (int at = 0; at < part.count(); ) {
            int letters = WordHash.letters(signs, at);
            if (letters > 0) {
                at = word(part, at, letters);
            } else if (signs[at] == ' ') {
                inNumber = false;
                at++;
            } else {
                at = other(part, at);
            }
        }
    }

    /** Takes a word that begins with ASCII letters; returns where it ends. */
    private int word(Part part, int start, int letters) {
        var signs = part.signs();
        long hash = 0;
        int at = start;
        int more = letters;
        while (more == Long.BYTES && WordHash.letters(signs, at + more) > 0) {
            hash = WordHash.of(hash, signs, at, more);
            at += more;
            more = WordHash.letters(signs, at);
        }
        int end = at + more;
        if (signs[end] < 0 && Words.kind(part.at(end)) == Words.LETTER) return longWord(part, start);
        inNumber = false;
        letters(signs, start, end);
        word(WordHash.of(hash, signs, at, more), part, start, end);
        // Most words end at a blank, of which nothing is to be said.
        return signs[end] == ' ' ? end + 1 : end;
    }

    /** Takes a word that has letters beyond ASCII; returns where it ends. */
    private int longWord(Part part, int start) {
        int end = start;
        for (; end < part.count() && Words.kind(part.at(end)) == Words.LETTER; end++) hash.add(part.at(end));
        inNumber = false;
        letters(part.signs(), start, end);
        word(hash.end(), part, start, end);
        return end;
    }

    private void letters(byte[] signs, int from, int to) {
        int length = to - from;
        features.letters += length;
        if (length > LONG) features.longWords++;
        if (signs[from] >= 'A' && signs[from] <= 'Z') features.capitals++;
        if (signs[to - 1] < 0) features.foreign += length;
    }

    private int other(Part part, int at) {
        int kind = Words.kind(part.at(at));
        if (kind == Words.LETTER) return longWord(part, at);
        sign(kind, part, at);
        return at + 1;
    }

    private void word(long hash, Part part, int from, int to) {
        if (lineStart) startLine(part, from, to);
        features.words++;
        grams.word(hash);
        int start = part.inText(from);
        int found = lexicon.find(hash);
        long pair = opening == 0 ? 0 : WordHash.phrase(opening, hash);
        int pairFound = pair == 0 ? 0 : lexicon.find(pair);
        int tripleFound = longOpening == 0 ? 0 : lexicon.find(WordHash.phrase(longOpening, hash));
        if (((found | pairFound | tripleFound) & ~Lexicon.GOES_ON) != 0) {
            int end = part.inText(to);
            note(found, start, start, end);
            note(pairFound, start, openingStart, end);
            note(tripleFound, start, longOpeningStart, end);
        }
        longOpening = (pairFound & Lexicon.GOES_ON) == 0 ? 0 : pair;
        longOpeningStart = openingStart;
        opening = (found & Lexicon.GOES_ON) == 0 ? 0 : hash;
        openingStart = start;
    }

    /** Notes what the lexicon says of a phrase that starts at {@code start} and whose last word starts at {@code word}. */
    private void note(int found, int word, int start, int end) {
        int marks = found & ~Lexicon.GOES_ON;
        if (marks != 0) hits.add(marks, word, start, end);
    }

    private void sign(int kind, Part part, int at) {
        switch (kind) {
            case Words.BLANK -> inNumber = false;
            case Words.ALONE -> {
                features.loneSigns++;
                hash.add(part.at(at));
                word(hash.end(), part, at, at + 1);
            }
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
        if (at == 0 || !isDigit(part, at - 1)) grams.number(digits(part, at));
        if (!inNumber) features.numbers++;
        if (lineStart && (next == '.' || next == ')')) features.listItems++;
        inNumber = true;
        lineStart = false;
    }

    private static int digits(Part part, int from) {
        int digits = 1;
        while (digits < MOST_DIGITS && isDigit(part, from + digits)) digits++;
        return digits;
    }

    private static boolean isDigit(Part part, int at) {
        return Words.kind(part.at(at)) == Words.DIGIT;
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
        if (to - from != 1) return;
        char next = part.around(to);
        if (next == '.' || next == ')' || next == ':') features.option();
    }

    private void forgetPhrase() {
        opening = 0;
        longOpening = 0;
    }
}
