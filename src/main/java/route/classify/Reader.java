package route.classify;

/**
 * Reads a text once, sign by sign, into its {@link Features}. Of a very long text the beginning and the end are read: the
 * time for a row is bounded whatever it holds.
 */
final class Reader {
    /** Where instructions stand: so many signs from either end. */
    private static final int EDGE = 300;

    /** The first few words of a text, which most often say what is asked. */
    private static final int LEAD = 40;

    private static final int LONGEST_HEAD = 12_000;
    private static final int LONGEST_TAIL = 4_000;

    private final Lexicon lexicon;
    private final Features features;

    private String text = "";
    private int tailStart;

    private long word;
    private int wordStart;
    private long previous;
    private int previousStart;
    private long beforePrevious;
    private int beforePreviousStart;
    private boolean lineStart;
    private boolean inNumber;

    Reader(Lexicon lexicon, Features features) {
        this.lexicon = lexicon;
        this.features = features;
    }

    void read(String whole) {
        text = whole;
        tailStart = whole.length() - EDGE;
        if (whole.length() <= LONGEST_HEAD + LONGEST_TAIL) {
            read(0, whole.length());
        } else {
            read(0, LONGEST_HEAD);
            read(whole.length() - LONGEST_TAIL, whole.length());
        }
    }

    private void read(int from, int to) {
        lineStart = true;
        forgetPhrase();
        features.lines++;
        for (int at = from; at < to; at++) {
            char sign = text.charAt(at);
            if (Words.standsAlone(sign)) {
                endWord(at);
                wordStart = at;
                word = Words.letter(0, sign);
                features.loneSigns++;
                endWord(at + 1);
            } else if (Words.isLetter(sign)) {
                if (word == 0) wordStart = at;
                word = Words.letter(word, sign);
                inNumber = false;
            } else {
                endWord(at);
                sign(sign, at, to);
            }
        }
        endWord(to);
    }

    private void endWord(int end) {
        if (word == 0) return;
        if (lineStart) startLine(end);
        features.words++;
        var zone = zone();
        long two = Words.phrase(previous, word);
        note(word, wordStart, end, zone);
        if (previous != 0) note(two, previousStart, end, zone);
        if (beforePrevious != 0) {
            note(Words.phrase(Words.phrase(beforePrevious, previous), word), beforePreviousStart, end, zone);
        }
        beforePrevious = previous;
        beforePreviousStart = previousStart;
        previous = word;
        previousStart = wordStart;
        word = 0;
    }

    private Features.Zone zone() {
        if (wordStart < LEAD) return Features.Zone.LEAD;
        return wordStart < EDGE || wordStart >= tailStart ? Features.Zone.EDGE : Features.Zone.BODY;
    }

    private void note(long phrase, int start, int end, Features.Zone zone) {
        int marks = lexicon.marksOf(phrase);
        if (marks != 0) features.note(marks, zone, text, start, end);
    }

    private void sign(char sign, int at, int to) {
        char next = at + 1 < to ? text.charAt(at + 1) : ' ';
        if (sign >= '0' && sign <= '9') {
            digit(next);
            return;
        }
        inNumber = inNumber && (sign == '.' || sign == ',');
        switch (sign) {
            case ' ', '\t', '\r' -> {
                return;
            }
            case '\n' -> {
                newLine();
                return;
            }
            case '?', '？', '؟', '.', '!', '。', ':', ';', ',' -> stop(sign, next);
            case '-', '*', '•' -> bulletOrSign(sign, next);
            case '{', '}', '`', '_', '<', '>', '[', ']' -> features.codeSigns++;
            case '(' -> bracket(next, at + 2 < to ? text.charAt(at + 2) : ' ');
            case '=' -> equalSign(next);
            case '+', '^', '×', '÷', '√', '∑', '∫', '≤', '≥', 'π', '%', '°' -> features.mathSigns++;
            case '\\' -> features.mathSigns += Words.isLetter(next) ? 2 : 0;
            default -> {}
        }
        lineStart = false;
    }

    private void digit(char next) {
        if (!inNumber) features.numbers++;
        if (lineStart && (next == '.' || next == ')')) features.listItems++;
        inNumber = true;
        lineStart = false;
    }

    private void stop(char sign, char next) {
        if (sign == '?' || sign == '？' || sign == '؟') features.questions++;
        if (sign == ';' && (next == '\n' || next == '\r')) features.codeSigns += 2;
        forgetPhrase();
    }

    private void bracket(char next, char afterNext) {
        if (next == ')') features.codeSigns += 2;
        if (afterNext == ')' && Words.isLetter(next)) features.options++;
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
    private void startLine(int end) {
        lineStart = false;
        if (end - wordStart != 1 || end >= text.length()) return;
        char next = text.charAt(end);
        if (next == '.' || next == ')' || next == ':') features.options++;
    }

    private void forgetPhrase() {
        previous = 0;
        beforePrevious = 0;
    }
}
