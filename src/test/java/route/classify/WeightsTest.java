package route.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightsTest {
    private static final int MOST_BYTES = 3 << 20;

    private final byte[] file = file();

    private static byte[] file() {
        try (var stream = Weights.class.getResourceAsStream("weights.bin")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFileIsWithinItsBounds() {
        assertTrue(file.length <= MOST_BYTES, file.length + " bytes");
    }

    /** Adding up eight lanes at once must come to what adding one by one does, however long the text is. */
    @Test
    void aHeadIsItsBiasItsTraitsAndItsGrams() throws IOException {
        var weights = new Weights(new ByteArrayInputStream(file));
        var random = new Random(5);
        for (int words : new int[] {0, 1, 7, 100, 255, 256, 257, 1_500, 4_000}) {
            var features = new Features();
            new Reader(Lexicon.load(), features).read(words(random, words));
            assertArrayEquals(oneByOne(weights, features), weights.heads(features), 1e-9, words + " words");
        }
    }

    private double[] oneByOne(Weights weights, Features features) {
        int traits = Trait.ALL.size();
        int rows = file.length - Grams.SLOTS * Weights.LANES;
        var sums = new double[Weights.HEADS];
        long length = 0;
        for (int at = 0; at < features.grams().count(); at++) {
            int row = rows + features.grams().slot(at) * Weights.LANES;
            for (int head = 0; head < sums.length; head++) sums[head] += (file[row + head] & 0xFF) - Weights.ZERO;
            length += file[row + Weights.LANES - 1] & 0xFF;
        }
        var seen = weights.traits(features);
        var data = ByteBuffer.wrap(file);
        for (int head = 0; head < sums.length; head++) {
            data.position(4 * (3 + 2 * traits + head * (2 + traits)));
            double sum = data.getFloat();
            double step = data.getFloat();
            for (double trait : seen) sum += data.getFloat() * trait;
            sums[head] = length == 0 ? sum : sum + step * sums[head] / Math.sqrt(length);
        }
        return sums;
    }

    @Test
    void aFileOfAnotherVersionOrCutShortIsRefused() {
        var other = file.clone();
        other[3]++;
        assertThrows(IOException.class, () -> new Weights(new ByteArrayInputStream(other)));
        for (int length : new int[] {0, 5, 500, file.length - 1}) {
            var cut = Arrays.copyOf(file, length);
            assertThrows(IOException.class, () -> new Weights(new ByteArrayInputStream(cut)), length + " bytes");
        }
    }

    @Test
    void theSharesOfTheKindsAddUpToOne() throws IOException {
        var weights = new Weights(new ByteArrayInputStream(file));
        var random = new Random(6);
        for (int round = 0; round < 200; round++) {
            var features = new Features();
            new Reader(Lexicon.load(), features).read(words(random, random.nextInt(60)) + "?\nA. yes\nB. no");
            assertEquals(
                    1, Arrays.stream(Outlook.of(weights, features).shares()).sum(), 1e-12);
        }
    }

    private static String words(Random random, int count) {
        var text = new StringBuilder();
        for (int at = 0; at < count; at++) {
            for (int letter = 1 + random.nextInt(6); letter > 0; letter--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(random.nextInt(8) == 0 ? ", " : " ");
        }
        return text.toString();
    }
}
