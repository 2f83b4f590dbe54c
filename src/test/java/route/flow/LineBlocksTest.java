package route.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineBlocksTest {

    @Test
    void blocksAreTheFileAgainAndEndWithLines() {
        for (var seed = 1; seed <= 20; seed++) {
            var bytes = lines(new Random(seed), seed % 2 == 0);
            var whole = new ByteArrayOutputStream();
            var blocks = new LineBlocks(new ByteArrayInputStream(bytes), 17);
            for (var next = blocks.next(); !next.isEmpty(); next = blocks.next()) {
                var block = next.get(0);
                assertEquals(17 + whole.size(), block.offset(), "seed " + seed);
                whole.writeBytes(block.bytes());
                assertEquals(17 + whole.size(), block.end(), "seed " + seed);
                var last = block.bytes()[block.bytes().length - 1];
                assertTrue(last == '\n' || whole.size() == bytes.length, "seed " + seed + ": cut within a line");
            }
            assertArrayEquals(bytes, whole.toByteArray(), "seed " + seed);
        }
    }

    /** Short lines and some that are longer than a block. */
    private static byte[] lines(Random random, boolean isWhole) {
        var bytes = new ByteArrayOutputStream();
        for (var line = random.nextInt(300); line >= 0; line--) {
            var length = random.nextInt(40) == 0 ? random.nextInt(1 << 20) : random.nextInt(3_000);
            bytes.writeBytes("x".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            bytes.write('\n');
        }
        if (!isWhole) bytes.write('y');
        return bytes.toByteArray();
    }

    @Test
    void aLineEndsAtItsEndOrAtTheEndOfAll() {
        var block = new LineBlocks.Block(new byte[] {'a', '\n', '\n', 'b'}, 0);
        assertEquals(1, block.lineEnd(0));
        assertEquals(2, block.lineEnd(2));
        assertEquals(4, block.lineEnd(3));
    }
}
