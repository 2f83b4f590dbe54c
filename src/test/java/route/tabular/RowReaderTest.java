package route.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.Row;

class RowReaderTest {

    @TempDir
    Path folder;

    private List<Row> csv(String input) {
        return Rows.read("in.csv", input, folder.resolve("copy"));
    }

    private List<Row> jsonl(String input) {
        return Rows.read("in.jsonl", input, folder.resolve("copy"));
    }

    private static List<String> problems(List<Row> rows) {
        return rows.stream().map(Row::problem).toList();
    }

    @Test
    void anUnclosedQuoteNamesItsLineAndIsOneRow() {
        var rows = csv("id,prompt\n1,fine\n2,\"a\nb\"\n3,\"never closed\n4,swallowed\n5,swallowed\n");
        assertEquals(3, rows.size());
        assertEquals(5, rows.get(2).line());
        assertTrue(rows.get(2).problem().startsWith("opens a quote on line 5 that is never closed"));
        assertEquals(Optional.empty(), rows.get(2).fields().text("prompt"));
    }

    @Test
    void aQuoteOpenedInALaterCellNamesTheLineOfThatCell() {
        var rows = csv("id,prompt,more\n\"1\n1\",x,\"open\n");
        assertEquals(2, rows.get(0).line());
        assertTrue(rows.get(0).problem().contains("on line 3 "), rows.get(0).problem());
    }

    @Test
    void textAfterAClosingQuoteSpoilsItsRowOnly() {
        var rows = csv("id,prompt\n1,\"a\" b\n2,\"c\"\n");
        assertEquals(
                "has text after a closing quote, on line 2; a quote inside a quoted cell is written twice",
                rows.get(0).problem());
        assertEquals(List.of("2", "c"), Rows.cells(rows.get(1)));
    }

    @Test
    void aBlankAfterAClosingQuoteIsTextToo() {
        assertTrue(csv("id,prompt\n\"1\" ,x\n").get(0).problem().startsWith("has text after"));
    }

    @Test
    void tooManyAndTooFewCellsAreCounted() {
        assertEquals(
                List.of("has 1 cell, the header has 2", "has 3 cells, the header has 2", ""),
                problems(csv("id,prompt\nx\na,b,c\n1,2\n")));
    }

    @Test
    void bytesThatAreNotUtf8SpoilTheirRowOnly() {
        var input = "id,prompt\n1,caf\u00e9\n2,fine\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        var copy = folder.resolve("copy");
        var rows = Rows.read(copy, Rows.take(Rows.source("in.csv"), input, copy));
        assertTrue(
                rows.get(0).problem().startsWith("is not UTF-8: byte \\xE9 at byte 6 of the row"),
                rows.get(0).problem());
        assertTrue(rows.get(1).readable());
    }

    @Test
    void blankLinesAreNoRowsButCountAsLines() {
        var rows = csv("\nid,prompt\n\n1,a\r\n\r\n\n2,b\n\n");
        assertEquals(List.of(4L, 7L), rows.stream().map(Row::line).toList());
        assertEquals(List.of(1L, 2L), rows.stream().map(Row::number).toList());
    }

    @Test
    void aLoneCarriageReturnEndsARow() {
        assertEquals(2, csv("id,prompt\r1,a\r2,b").size());
    }

    @Test
    void lineEndsInsideQuotesStayAsTheyAre() {
        assertEquals(
                "a\r\nb\nc\rd",
                csv("id,prompt\n1,\"a\r\nb\nc\rd\"\n")
                        .get(0)
                        .fields()
                        .text("prompt")
                        .orElseThrow());
    }

    @Test
    void nothingButNulBytesIsNamedAndANulInTextIsText() {
        var rows = csv("prompt\na\0b\n\0\0\0\n");
        assertEquals("a\0b", rows.get(0).fields().text("prompt").orElseThrow());
        assertTrue(rows.get(1).problem().contains("NUL"));
    }

    @Test
    void ofColumnsWithTheSameNameTheFirstIsRead() {
        var copy = folder.resolve("copy");
        var layout = Rows.take("in.csv", "a,b,a,b,c\n1,2,3,4,5\n", copy);
        assertEquals("1", Rows.read(copy, layout).get(0).fields().text("a").orElseThrow());
    }

    @Test
    void aCellAsJsonIsAString() {
        assertEquals(
                "\"a\\\"b\\n\"",
                csv("prompt\n\"a\"\"b\n\"\n").get(0).fields().json("prompt").orElseThrow());
    }

    @Test
    void aRowLongerThanTheLimitStopsWithItsLine() throws IOException {
        var file = Files.writeString(folder.resolve("long"), "a\nb\n\"" + "x".repeat(5000) + "\n");
        try (var reader = new RowReader(file, new CsvForm(',', List.of("a")), 0, 1, 16, 1000)) {
            assertEquals("a", new String(reader.next().orElseThrow().bytes()));
            reader.next();
            var said = assertThrows(InputException.class, reader::next).getMessage();
            assertTrue(said.startsWith("row 3, which starts on line 3, is longer than"), said);
        }
    }

    @Test
    void eachLineOfJsonlIsOneObjectOrAProblem() {
        var rows = jsonl("""
                {"prompt":"a"}
                [1]
                "text"
                17
                null
                true
                {"prompt":"b"} {"prompt":"c"}
                {"prompt":"d","prompt":"e"}
                {"prompt":
                {'prompt': 'f'}
                {"prompt":"g",}
                {"prompt":NaN}
                {"prompt":"h"}""");
        assertEquals(13, rows.size());
        assertEquals(
                List.of(
                        "",
                        "is a JSON array, not an object",
                        "is a JSON string, not an object",
                        "is a JSON number, not an object",
                        "is JSON null, not an object",
                        "is JSON true or false, not an object",
                        "has more after the object; each object needs a line of its own",
                        "has the key \"prompt\" twice"),
                problems(rows).subList(0, 8));
        problems(rows).subList(8, 12).forEach(it -> assertTrue(it.startsWith("is not JSON: "), it));
        assertTrue(rows.get(12).readable());
    }

    @Test
    void jsonValuesAreTextUnescapedAndJsonAsWritten() {
        var fields = jsonl(
                        "{\"s\":\"a\\u0041\\n\",\"n\":12345678901234567890.10, \"o\": {\"x\": [1, 2]} ,\"z\":null,\"t\":true}\n")
                .get(0)
                .fields();
        assertEquals(List.of("s", "n", "o", "z", "t"), fields.names());
        assertEquals(Optional.of("aA\n"), fields.text("s"));
        assertEquals(Optional.of("\"a\\u0041\\n\""), fields.json("s"));
        assertEquals(Optional.of("12345678901234567890.10"), fields.text("n"));
        assertEquals(Optional.of("{\"x\": [1, 2]}"), fields.json("o"));
        assertEquals(Optional.of("{\"x\": [1, 2]}"), fields.text("o"));
        assertEquals(Optional.empty(), fields.text("z"));
        assertEquals(Optional.empty(), fields.json("absent"));
        assertEquals(Optional.of("true"), fields.json("t"));
    }

    @Test
    void theNumberOfBytesBeforeAValueDoesNotMoveIt() {
        var fields = jsonl("\uFEFF\uFEFF{\"漢字😀\":\"é\",\"v\":-1.5e3,\"w\":[\"ü\"]}\n")
                .get(0)
                .fields();
        assertEquals(Optional.of("\"é\""), fields.json("漢字😀"));
        assertEquals(Optional.of("-1.5e3"), fields.json("v"));
        assertEquals(Optional.of("[\"ü\"]"), fields.json("w"));
    }

    @Test
    void deepNestingIsAProblemAndNoStackOverflow() {
        var deep = "[".repeat(100_000) + "]".repeat(100_000);
        var rows = jsonl("{\"prompt\":" + deep + "}\n{\"prompt\":\"after\"}\n");
        assertTrue(rows.get(0).problem().startsWith("is not JSON: "));
        assertTrue(rows.get(0).problem().length() < 300);
        assertTrue(rows.get(1).readable());
    }

    @Test
    void aLineOfUtf16IsNotMistakenForJson() {
        var rows = jsonl("{\"a\":1}\n".repeat(20) + "\0{\0\"\0a\0\"\0:\0001\0}\n");
        assertTrue(rows.get(20).problem().contains("NUL"), rows.get(20).problem());
    }

    @Test
    void aLongStringIsReadWhole() {
        var text = "x".repeat(30_000_000);
        assertEquals(
                text.length(),
                jsonl("{\"prompt\":\"" + text + "\"}")
                        .get(0)
                        .fields()
                        .text("prompt")
                        .orElseThrow()
                        .length());
    }

    @Test
    void rowsMayBeParsedOnManyThreadsAtOnce() throws Exception {
        var input = new StringBuilder("id,prompt\n");
        for (int i = 0; i < 4000; i++) {
            input.append(i).append(",\"row \"\"").append(i).append("\"\",\nnext\"\n");
        }
        var copy = folder.resolve("copy");
        var raw = Rows.raw(copy, Rows.take("in.csv", input.toString(), copy));
        var pool = Executors.newFixedThreadPool(4);
        try {
            var tasks = new ArrayList<Callable<Row>>();
            raw.forEach(it -> tasks.add(it::parse));
            int i = 0;
            for (var it : pool.invokeAll(tasks)) {
                assertEquals(List.of("" + i, "row \"" + i + "\",\nnext"), Rows.cells(it.get()));
                i++;
            }
            assertEquals(4000, i);
        } finally {
            pool.shutdown();
        }
    }
}
