package route.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Words and phrases of up to three words, and what each points to. Open addressing over two flat arrays, behind a bit
 * for each phrase: every word of every row is looked up, and most are not here. Beginnings of phrases are entries too,
 * so that only what may become a phrase is looked up as one.
 */
final class Lexicon {
    /** Set beside the marks of what a phrase of one more word begins with. */
    static final int GOES_ON = 1 << 30;

    private static final int SLOTS = 1 << 13;
    private static final int BITS = 1 << 16;

    private final long[] phrases = new long[SLOTS];
    private final int[] marks = new int[SLOTS];
    private final long[] bits = new long[BITS / Long.SIZE];

    private Lexicon() {}

    /** Reads the list in the jar: {@code [mark]} lines, then phrases parted by commas; {@code #} starts a comment. */
    static Lexicon load() {
        var stream = Lexicon.class.getResourceAsStream("lexicon.txt");
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return of(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lexicon of(List<String> lines) {
        var lexicon = new Lexicon();
        int mark = 0;
        for (var line : lines) {
            if (line.startsWith("[")) {
                var name = line.substring(1, line.indexOf(']')).toUpperCase(Locale.ROOT);
                mark = 1 << Mark.valueOf(name).ordinal();
            } else if (!line.startsWith("#")) {
                for (var phrase : line.split(",")) lexicon.add(phrase, mark);
            }
        }
        return lexicon;
    }

    /** A bit for each mark, by its ordinal, and perhaps {@link #GOES_ON}; 0 for what is not in the list. */
    int find(long phrase) {
        int bit = bit(phrase);
        return (bits[bit / Long.SIZE] >>> bit & 1) == 0 ? 0 : marks[slot(phrase)];
    }

    private void add(String text, int mark) {
        long phrase = 0;
        var word = new WordHash();
        for (int at = 0; at <= text.length(); at++) {
            char sign = at < text.length() ? text.charAt(at) : ' ';
            int kind = Words.kind(sign);
            if (kind != Words.LETTER) phrase = longer(phrase, word.end());
            if (kind == Words.LETTER || kind == Words.ALONE) word.add(sign);
            if (kind == Words.ALONE) phrase = longer(phrase, word.end());
        }
        if (phrase != 0) put(phrase, mark);
    }

    private long longer(long phrase, long word) {
        if (word == 0) return phrase;
        if (phrase != 0) put(phrase, GOES_ON);
        return WordHash.phrase(phrase, word);
    }

    private void put(long phrase, int mark) {
        int bit = bit(phrase);
        bits[bit / Long.SIZE] |= 1L << bit;
        int slot = slot(phrase);
        phrases[slot] = phrase;
        marks[slot] |= mark;
    }

    /** Where a phrase is, or would be. */
    private int slot(long phrase) {
        int slot = (int) (phrase >>> 40) & SLOTS - 1;
        while (phrases[slot] != phrase && phrases[slot] != 0) slot = slot + 1 & SLOTS - 1;
        return slot;
    }

    private static int bit(long phrase) {
        return (int) (phrase >>> 48);
    }
}
