package route.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reader that looks at eight letters at once sees what a plain one sees, in every text. */
class ReaderPropertyTest {
    private static final List<String> LINES = lines();
    private static final Lexicon LEXICON = Lexicon.of(LINES);

    /** Words of the lexicon and what may stand around and inside them. */
    private static final String[] UNITS = {
        "step",
        "by",
        "step by step",
        "Write",
        "a",
        "list",
        "of",
        "proof",
        "what is",
        "WHAT IS",
        "function",
        "patient",
        "x",
        "I",
        "internationalisation",
        "übersetze",
        "größe",
        "explícame",
        "переведи",
        "翻译",
        "总结",
        "の",
        "\u212Aelvin",
        "\u0130n",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n",
        "\t",
        "\r\n",
        ".",
        ",",
        "?",
        "!",
        ";",
        ";\n",
        ":",
        "-",
        "- ",
        "* ",
        "**",
        "•",
        "(",
        ")",
        "(A)",
        "()",
        "=",
        "==",
        "=>",
        "+",
        "%",
        "\\",
        "\\frac",
        "{",
        "}",
        "`",
        "_",
        "[",
        "]",
        "1",
        "2.",
        "3)",
        "1,000",
        "3.14",
        "'",
        "\"",
        "\u0000",
        "\uD83D\uDE00",
        "\uD83D",
        "？",
        "。",
        "　",
        "é",
        "π",
        "°",
        "A.",
        "B)"
    };

    @Test
    void randomTextsAreReadAsPlainly() {
        var random = new Random(20261120);
        for (int round = 0; round < 6_000; round++) check(random(random, random.nextInt(60)));
    }

    @Test
    void longTextsAreReadAtBothEndsAsPlainly() {
        var random = new Random(7);
        for (int round = 0; round < 25; round++) check(random(random, 6_000 + random.nextInt(3_000)));
        for (var unit : List.of("a", "word ", "漢", "é", "\n", "step by ", "B. ")) {
            for (int length = 15_990; length < 16_010; length += 3)
                check(unit.repeat(length).substring(0, length));
        }
    }

    private static void check(String text) {
        var plain = new PlainReading(LINES, text);
        var features = new Features();
        new Reader(LEXICON, features).read(text);
        for (var mark : Mark.values()) {
            int place = mark.ordinal();
            var expected = new int[] {plain.all[place], plain.edge[place], plain.lead[place]};
            var found = new int[] {features.all(mark), features.edge(mark), features.lead(mark)};
            assertArrayEquals(expected, found, () -> mark + " in " + text);
        }
        assertEquals(plain.counts.getOrDefault("words", 0), features.words, text);
        assertEquals(plain.counts.getOrDefault("lines", 0), features.lines, text);
        assertEquals(plain.counts.getOrDefault("numbers", 0), features.numbers, text);
        assertEquals(plain.counts.getOrDefault("questions", 0), features.questions, text);
        assertEquals(plain.counts.getOrDefault("listItems", 0), features.listItems, text);
        assertEquals(plain.counts.getOrDefault("options", 0), features.options, text);
        assertEquals(plain.counts.getOrDefault("codeSigns", 0), features.codeSigns, text);
        assertEquals(plain.counts.getOrDefault("mathSigns", 0), features.mathSigns, text);
    }

    private static String random(Random random, int units) {
        var text = new StringBuilder();
        for (int unit = 0; unit < units; unit++) text.append(UNITS[random.nextInt(UNITS.length)]);
        return text.toString();
    }

    private static List<String> lines() {
        try (var stream = Lexicon.class.getResourceAsStream("lexicon.txt")) {
            var own = Stream.of("[steps]", "step by step, größe, kelvin, in");
            return Stream.concat(new String(stream.readAllBytes(), UTF_8).lines(), own)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
