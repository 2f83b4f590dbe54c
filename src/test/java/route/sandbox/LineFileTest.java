package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineFileTest {
    @TempDir
    Path directory;

    @Test
    void anyRowIsReadWholeWhateverTheLengths() throws IOException {
        for (var seed = 0; seed < 30; seed++) {
            var dice = new Random(seed);
            var rows = new String[1 + dice.nextInt(3000)];
            for (var i = 0; i < rows.length; i++) rows[i] = "\u2028".repeat(dice.nextInt(60)) + i;
            var end = dice.nextBoolean() ? "\n" : "";
            var file = Files.writeString(directory.resolve("f"), String.join("\n", rows) + end);
            try (var read = new LineFile(file)) {
                assertEquals(rows.length, read.rows(), "seed " + seed);
                for (var i : read.shuffled(seed)) {
                    var line = rows[i] + (i < rows.length - 1 ? "\n" : end);
                    assertArrayEquals(line.getBytes(StandardCharsets.UTF_8), read.line(i), "seed " + seed);
                }
            }
        }
    }

    @Test
    void aShuffleIsAPermutationAndNeverTheOrderOfTheFile() throws IOException {
        for (var rows = 1; rows < 50; rows++) {
            var file = Files.writeString(directory.resolve("f"), "x\n".repeat(rows));
            try (var read = new LineFile(file)) {
                var order = read.shuffled(7);
                var sorted = order.clone();
                Arrays.sort(sorted);
                assertArrayEquals(IntStream.range(0, rows).toArray(), sorted);
                assertArrayEquals(order, read.shuffled(7));
                if (rows > 1) assertNotEquals(0, order[0]);
            }
        }
    }
}
