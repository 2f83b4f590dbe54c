package route.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What stands between a piece and the encoder: hashes, the shared table, and looking at eight bytes at once. */
class PieceTableTest {
    private static final Encoding ORACLE = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @Test
    void aPieceHasTheSameHashWhereverItStands() {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            var piece = new byte[1 + random.nextInt(40)];
            random.nextBytes(piece);
            var text = new byte[piece.length + random.nextInt(30)];
            random.nextBytes(text);
            int start = random.nextInt(text.length - piece.length + 1);
            System.arraycopy(piece, 0, text, start, piece.length);
            assertEquals(PieceHash.of(piece, 0, piece.length), PieceHash.of(text, start, start + piece.length));
        }
    }

    @Test
    void differentPiecesHaveDifferentHashes() {
        var random = new Random(2);
        var seen = new HashMap<Long, String>();
        for (int round = 0; round < 200_000; round++) {
            var piece = new StringBuilder();
            for (int left = random.nextInt(20); left >= 0; left--) piece.append((char) ('a' + random.nextInt(3)));
            var bytes = piece.toString().getBytes(UTF_8);
            var other = seen.putIfAbsent(PieceHash.of(bytes, 0, bytes.length), piece.toString());
            if (other != null) assertEquals(other, piece.toString());
        }
        var zeroes = new byte[9];
        assertNotEquals(PieceHash.of(zeroes, 0, 7), PieceHash.of(zeroes, 0, 8));
    }

    @Test
    void anEntryIsFoundAgainUntilItsLineIsFullAndIsNeverTakenForAnother() {
        var random = new Random(3);
        var table = new PieceTable();
        long line = random.nextLong() & 0xFFFF_0000_0000_0000L;
        for (long place = 0; place < 8; place++) table.keep(line | place << 8 | 1 + place);
        for (long place = 0; place < 8; place++) {
            assertEquals(line | place << 8 | 1 + place, table.find(line | place << 8 | random.nextInt(64)));
        }
        assertEquals(0, table.find(line | 8 << 8));
        table.keep(line | 8 << 8 | 5);
        assertEquals(line | 8 << 8 | 5, table.find(line | 8 << 8));
        assertEquals(0, table.find(0));
    }

    @Test
    void countersOnSeveralThreadsThatShareATableCountAsTheLibraryDoes()
            throws InterruptedException, ExecutionException {
        var first = new TokenCounter();
        var pool = Executors.newFixedThreadPool(4);
        try {
            var work = new ArrayList<Callable<List<String>>>();
            for (int thread = 0; thread < 4; thread++) work.add(() -> miscounted(first.another()));
            for (var wrong : pool.invokeAll(work)) assertEquals(List.of(), wrong.get());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The same words on every thread, more of them than the table takes, most of them seen by another thread first. */
    private static List<String> miscounted(TokenCounter counter) {
        var random = new Random(4);
        var wrong = new ArrayList<String>();
        for (int round = 0; round < 600; round++) {
            var text = new StringBuilder();
            for (int word = 0; word < 40; word++) text.append(' ').append(Integer.toString(random.nextInt(60_000), 26));
            if (counter.count(text.toString()) != ORACLE.countTokensOrdinary(text.toString()))
                wrong.add(text.toString());
        }
        return wrong;
    }

    @Test
    void aRunOfSmallLettersIsMeasuredAsByteByByte() {
        var random = new Random(5);
        var near =
                new byte[] {'a', 'z', 'm', '`', '{', 'A', 'Z', ' ', 0, 0x7F, (byte) 0x80, (byte) 0xE1, (byte) 0xFA, -1};
        for (int round = 0; round < 100_000; round++) {
            long bytes = 0;
            int expected = 0;
            boolean running = true;
            for (int place = 0; place < 8; place++) {
                int value =
                        (random.nextInt(3) > 0 ? 'a' + random.nextInt(26) : near[random.nextInt(near.length)]) & 0xFF;
                bytes |= (long) value << place * 8;
                running = running && value >= 'a' && value <= 'z';
                expected += running ? 1 : 0;
            }
            assertEquals(expected, SmallLetters.run(bytes), Long.toHexString(bytes));
        }
    }
}
