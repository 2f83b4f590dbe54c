package route.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsInOrderTest {
    @TempDir
    private Path folder;

    @Test
    void rowsAreTheSameHoweverFarApartAndLong() {
        var random = new Random(5);
        var input = new StringBuilder("prompt\n");
        for (var i = 0; i < 400; i++) {
            input.append("x".repeat(1 + (random.nextInt(30) == 0 ? random.nextInt(200_000) : random.nextInt(900))));
            input.append('\n');
        }
        var copy = folder.resolve("copy");
        var layout = Rows.take("in.csv", input.toString(), copy);
        try (var file = RowFile.open(copy, layout)) {
            var near = file.inOrder();
            var far = file.inOrder();
            var back = file.inOrder();
            var rows = Rows.raw(copy, layout);
            for (var i = 0; i < rows.size(); i++) {
                compare(rows.get(i), near);
                if (i % 37 == 0) compare(rows.get(i), far);
                compare(rows.get(rows.size() - 1 - i), back);
            }
        }
    }

    private static void compare(RawRow row, RowsInOrder rows) {
        assertArrayEquals(
                row.bytes(),
                rows.raw(row.number(), row.line(), row.offset(), row.length()).bytes());
        var sound = rows.raw(row.number(), row.line(), row.offset(), row.length());
        assertEquals(Rows.cells(row.parse()), Rows.cells(sound.parse()));
    }

    @Test
    void aRowBehindTheEndIsAnErrorAndNotHalfARow() {
        var copy = folder.resolve("copy");
        var layout = Rows.take("in.csv", "prompt\nab\n", copy);
        try (var file = RowFile.open(copy, layout)) {
            assertThrows(UncheckedIOException.class, () -> file.inOrder().raw(1, 2, 8, 5));
        }
    }
}
