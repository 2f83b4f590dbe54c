package route.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hand-written splitter and the table against the pattern and the library they stand in for. */
class PiecesTest {
    /** tiktoken's o200k_base pattern, compiled as jtokkit compiles it. */
    private static final Pattern O200K = Pattern.compile(
            String.join(
                    "|",
                    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
                    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
                    "\\p{N}{1,3}",
                    " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*",
                    "\\s*[\\r\\n]+",
                    "\\s+(?!\\S)",
                    "\\s+"),
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Encoding ORACLE = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    /** Few characters of every class, so that short random texts meet every border between classes. */
    private static final String[] ALPHABET = {
        "a",
        "b",
        "A",
        "B",
        "\u01C5",
        "\u02B0",
        "\u3042",
        "\u6F22",
        "\u0301",
        "\u0903",
        "\u20DD",
        "1",
        "\u0662",
        "\u00BD",
        " ",
        " ",
        "\t",
        "\u00A0",
        "\u3000",
        "\u2028",
        "\u0085",
        "\r",
        "\n",
        "/",
        "!",
        ".",
        "'",
        "'s",
        "'S",
        "'\u017F",
        "'re",
        "'Ve",
        "'LL",
        "'l",
        "'d",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "\uD835\uDC00",
        "\uD835\uDC1A",
        "\u0000",
        "\u200D",
        "\uFE0F",
        "\u001C",
        "\uD83C\uDDE9",
        "\u00DF",
        "\u0130",
        "<|endoftext|>"
    };

    @Test
    void everyRandomTextIsCutAsThePatternCutsIt() {
        var random = new Random(20261120);
        for (int round = 0; round < 60_000; round++) {
            var text = randomText(random, 1 + random.nextInt(12));
            assertEquals(byPattern(text), byHand(text), () -> "for " + escaped(text));
        }
    }

    @Test
    void randomCodePointsOfAllPlanesAreCutAsThePatternCutsThem() {
        var random = new Random(42);
        for (int round = 0; round < 8_000; round++) {
            var text = new StringBuilder();
            for (int left = random.nextInt(30); left >= 0; left--) {
                int limit = random.nextInt(4) == 0 ? 0x110000 : 0x3000;
                text.appendCodePoint(random.nextInt(limit));
            }
            assertEquals(byPattern(text.toString()), byHand(text.toString()), () -> "for " + escaped(text.toString()));
        }
    }

    @Test
    void theTableCountsWhatTheLibraryCountsWhetherPiecesAreNewOrKnown() {
        var random = new Random(7);
        var table = new PieceCounter(new PieceTable(), ORACLE);
        for (int round = 0; round < 4_000; round++) {
            var text = randomText(random, 1 + random.nextInt(80));
            var expected = ORACLE.countTokensOrdinary(text);
            assertEquals(expected, table.count(text), () -> "first count of " + escaped(text));
            assertEquals(expected, table.count(text), () -> "second count of " + escaped(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A",
                " ",
                "\n",
                "\r\n",
                "7",
                "!",
                "/",
                "\t",
                "\u6F22",
                "\u0301",
                "\uD83D",
                "aA",
                "'s",
                " \n",
                "QmFzZTY0IGlzIGxvbmc",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "e\u0301",
                "\u3042A",
                "{\"k\": 1},",
                "the quick brown fox "
            })
    void aLongRunIsCountedExactlyAndInLinearTime(String unit) {
        var text = unit.repeat(60_000 / unit.length());
        assertEquals(ORACLE.countTokensOrdinary(text), new PieceCounter(new PieceTable(), ORACLE).count(text));
    }

    @Test
    void aMegabyteOfOneLetterIsCountedExactly() {
        var text = "a".repeat(1 << 20);
        assertEquals(ORACLE.countTokensOrdinary(text), new PieceCounter(new PieceTable(), ORACLE).count(text));
    }

    private static String randomText(Random random, int units) {
        var text = new StringBuilder();
        for (int unit = 0; unit < units; unit++) text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        return text.toString();
    }

    private static List<String> byPattern(String text) {
        // A half character has no UTF-8 form; on its way there it becomes a question mark.
        return O200K.matcher(text)
                .results()
                .map(it -> new String(it.group().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> byHand(String text) {
        var pieces = new ArrayList<String>();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < bytes.length; ) {
            int end = Pieces.end(bytes, start);
            pieces.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            start = end;
        }
        return pieces;
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(it -> escaped.append(Integer.toHexString(it)).append(' '));
        return escaped.toString();
    }
}
