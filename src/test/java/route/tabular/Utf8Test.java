package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /** Bytes near the borders of the encoding, where mistakes live. */
    private static final int[] BORDERS = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF4, 0xF5, 0xFF
    };

    @Test
    void theFirstBadByteIsWhereTheDecoderOfTheJdkStops() {
        var random = new Random(7);
        for (int round = 0; round < 200_000; round++) {
            var bytes = new byte[random.nextInt(14)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? 'a' : BORDERS[random.nextInt(BORDERS.length)]);
            }
            assertEquals(
                    decoderStop(bytes),
                    Utf8.firstBad(bytes),
                    () -> java.util.HexFormat.of().formatHex(bytes));
        }
    }

    @Test
    void textOfAllLengthsAndAlphabetsIsGood() {
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("aé漢😀".repeat(i % 3)).append("x".repeat(i % 17));
            assertEquals(-1, Utf8.firstBad(text.toString().getBytes(UTF_8)));
        }
    }

    @Test
    void badBytesAreSpelledOutAndTheRestIsKept() {
        var bytes = new byte[] {'a', (byte) 0xE9, 'b', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF};
        assertEquals("a\\xE9bé\\xFF", Utf8.spelledOut(bytes));
    }

    @Test
    void loneSurrogatesGetAFormThatCanBeWritten() {
        assertEquals("a\uFFFDb😀", Utf8.encodable("a\uD83Db\uD83D\uDE00"));
        assertEquals("plain", Utf8.encodable("plain"));
    }

    private static int decoderStop(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var result = UTF_8.newDecoder().decode(buffer, CharBuffer.allocate(64), true);
        return result.isError() ? buffer.position() : -1;
    }
}
