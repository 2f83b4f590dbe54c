package route.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputKind;
import route.domain.Source;

/** Random tables, seeded: what goes in comes out. */
class CsvPropertyTest {

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final List<String> PIECES = List.of(
            "a", "word", " ", "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r\n", "\r", "é", "漢字", "😀", "'", "=",
            "\u2028", "\u0000", "\u0001", "\uFEFF", "\uFFFE", "#", "\\", "{{x}}");

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_120);

    @Test
    void cellsOffsetsAndBytesSurviveTheRoundTrip() throws IOException {
        for (int round = 0; round < 300; round++) {
            char delimiter = DELIMITERS.get(round % 4);
            var lineEnd = round % 8 < 4 ? "\n" : "\r\n";
            boolean lastEnded = random.nextBoolean();
            roundTrip(delimiter, lineEnd, lastEnded, round);
        }
    }

    private void roundTrip(char delimiter, String lineEnd, boolean lastEnded, int round) throws IOException {
        int width = 1 + random.nextInt(4);
        var rows = new ArrayList<List<String>>();
        var text = new StringBuilder(row(names(width), delimiter)).append(lineEnd);
        for (int i = random.nextInt(12); i >= 0; i--) {
            rows.add(cells(width));
            text.append(row(rows.get(rows.size() - 1), delimiter)).append(i > 0 || lastEnded ? lineEnd : "");
        }
        var input = text.toString().getBytes(UTF_8);
        var copy = folder.resolve("copy");
        var layout = Rows.take(new Source("x.csv", Optional.empty(), delimiter, ""), input, copy);
        var read = Rows.raw(copy, layout);
        assertEquals(rows.size(), read.size(), () -> "round " + round + ": " + text);
        try (var file = RowFile.open(copy, layout)) {
            for (int i = 0; i < rows.size(); i++) {
                var raw = read.get(i);
                var row = raw.parse();
                assertEquals("", row.problem());
                assertEquals(rows.get(i), Rows.cells(row));
                assertEquals(i + 1, row.number());
                assertArrayEquals(raw.bytes(), file.bytes(row.offset(), row.length()));
                assertEquals(rows.get(i), Rows.cells(file.read(row.number(), row.line(), row.offset(), row.length())));
                assertEquals(lineAt(input, row.offset()), row.line());
            }
        }
        var merged = new String(Rows.merged(copy, layout, InputKind.CSV, false, "yes"), UTF_8);
        for (var raw : read) {
            assertTrue(merged.contains(lineEnd + new String(raw.bytes(), UTF_8) + delimiter + "yes" + delimiter));
        }
    }

    /** The line of a place, counted the slow and obvious way. */
    private static long lineAt(byte[] input, long offset) {
        var before = new String(input, 0, (int) offset, ISO_8859_1);
        return 1
                + before.replace("\r\n", "\n")
                        .chars()
                        .filter(it -> it == '\n' || it == '\r')
                        .count();
    }

    private List<String> names(int width) {
        var names = new ArrayList<String>();
        for (int i = 0; i < width; i++) {
            names.add("name " + i);
        }
        return names;
    }

    private List<String> cells(int width) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < width; i++) {
            var cell = new StringBuilder(i == 0 ? "x" : "");
            for (int n = random.nextInt(6); n > 0; n--) {
                cell.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            cells.add(cell.toString());
        }
        return cells;
    }

    /** Quoted where it must be, and at times where it need not. */
    private String row(List<String> cells, char delimiter) {
        var text = new StringBuilder();
        for (var it : cells) {
            boolean must = it.indexOf(delimiter) >= 0 || it.contains("\n") || it.contains("\r") || it.startsWith("\"");
            text.append(text.length() == 0 ? "" : delimiter);
            text.append(must || random.nextInt(3) == 0 ? '"' + it.replace("\"", "\"\"") + '"' : it);
        }
        return text.toString();
    }

    @Test
    void anySoupOfMarksIsCutWhereCommonsCsvCutsIt() throws IOException {
        var marks = "ab\"\",;\n\n\r ";
        for (int round = 0; round < 30_000; round++) {
            var soup = new StringBuilder("a");
            for (int n = random.nextInt(24); n > 0; n--) {
                soup.append(marks.charAt(random.nextInt(marks.length())));
            }
            assertEquals(byCommons(soup.toString()), byOurs(soup.toString()), () -> soup.toString());
        }
    }

    private static List<Integer> byCommons(String soup) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setTrailingData(true)
                .setLenientEof(true)
                .setIgnoreEmptyLines(true)
                .get();
        var counts = new ArrayList<Integer>();
        try (var parser = CSVParser.builder()
                .setReader(new StringReader(soup))
                .setFormat(format)
                .get()) {
            parser.forEach(it -> counts.add(it.size()));
        }
        return counts;
    }

    private static List<Integer> byOurs(String soup) {
        var bytes = soup.getBytes(UTF_8);
        var cut = new CsvCut(',');
        var counts = new ArrayList<Integer>();
        for (int at = 0; at < bytes.length; ) {
            at = cut.next(bytes, at, bytes.length, true);
            if (!cut.blank()) {
                counts.add(cut.cells());
            }
        }
        return counts;
    }

    @Test
    void theSizeOfTheBufferChangesNothing() throws IOException {
        var input = new ByteArrayOutputStream();
        for (int i = 0; i < 60; i++) {
            input.writeBytes((row(cells(3), ',') + (i % 2 == 0 ? "\r\n" : "\n")).getBytes(UTF_8));
        }
        var file = Files.write(folder.resolve("rows"), input.toByteArray());
        var form = new CsvForm(',', List.of("a", "b", "c"));
        var wanted = walk(file, form, 1 << 16);
        assertEquals(60, wanted.size());
        for (int size = 1; size < 90; size++) {
            assertEquals(wanted, walk(file, form, size));
        }
    }

    private static List<String> walk(Path file, RowForm form, int bufferBytes) {
        var rows = new ArrayList<String>();
        try (var reader = new RowReader(file, form, 0, 1, bufferBytes, 1 << 16)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                var it = row.get();
                rows.add(it.line() + "@" + it.offset() + ":" + new String(it.bytes(), UTF_8));
            }
        }
        return rows;
    }
}
