package route.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Words and phrases of up to three words, and what each points to. Open addressing over two flat arrays: a lookup
 * happens three times for every word of every row.
 */
final class Lexicon {
    private static final int SLOTS = 1 << 13;

    private final long[] phrases = new long[SLOTS];
    private final int[] marks = new int[SLOTS];

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

    /** A bit for each mark, by its ordinal; 0 for a phrase that is not in the list. */
    int marksOf(long phrase) {
        int slot = slot(phrase);
        while (phrases[slot] != phrase) {
            if (phrases[slot] == 0) return 0;
            slot = slot + 1 & SLOTS - 1;
        }
        return marks[slot];
    }

    private void add(String text, int mark) {
        long phrase = phraseOf(text);
        if (phrase == 0) return;
        int slot = slot(phrase);
        while (phrases[slot] != 0 && phrases[slot] != phrase) slot = slot + 1 & SLOTS - 1;
        phrases[slot] = phrase;
        marks[slot] |= mark;
    }

    private static long phraseOf(String text) {
        long phrase = 0;
        long word = 0;
        for (int at = 0; at <= text.length(); at++) {
            char sign = at < text.length() ? text.charAt(at) : ' ';
            boolean alone = Words.standsAlone(sign);
            if (word != 0 && (alone || !Words.isLetter(sign))) {
                phrase = Words.phrase(phrase, word);
                word = 0;
            }
            if (alone) {
                phrase = Words.phrase(phrase, Words.letter(0, sign));
            } else if (Words.isLetter(sign)) {
                word = Words.letter(word, sign);
            }
        }
        return phrase;
    }

    private static int slot(long phrase) {
        return (int) (phrase >>> 40) & SLOTS - 1;
    }
}
