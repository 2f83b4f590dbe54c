package route.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Finish;
import route.domain.InputKind;
import route.domain.Money;
import route.domain.RowResult;
import route.domain.RowStatus;
import route.domain.Usage;

class ResultWriterTest {

    private static final String OURS = "route_response,route_status,route_tier,route_model,route_score,route_task,"
            + "route_attempts,route_input_tokens,route_output_tokens,route_cost_usd,route_error";
    private static final String YES = "yes,accepted,simple,openai/small,2,qa,1,10,5,0.000123,";

    @TempDir
    Path folder;

    private String merged(String name, String input, InputKind kind) {
        return merged(name, input, kind, false, "yes");
    }

    private String merged(String name, String input, InputKind kind, boolean safeCells, String answer) {
        var copy = folder.resolve("copy");
        return new String(Rows.merged(copy, Rows.take(name, input, copy), kind, safeCells, answer), UTF_8);
    }

    private String mergedWith(String input, RowResult result, InputKind kind, String userId) {
        var copy = folder.resolve("copy");
        var layout = Rows.take("in.jsonl", input, copy);
        var out = new ByteArrayOutputStream();
        try (var file = RowFile.open(copy, layout)) {
            var writer = ResultWriter.to(out, file, kind, false);
            Rows.raw(copy, layout).forEach(it -> writer.write(it, result, userId));
            writer.finish();
        }
        return out.toString(UTF_8);
    }

    /** The same file, made of a head and of parts that were written beside it. */
    private String inParts(String name, String input, InputKind kind) {
        var copy = folder.resolve("copy");
        var layout = Rows.take(name, input, copy);
        var out = new ByteArrayOutputStream();
        try (var file = RowFile.open(copy, layout)) {
            var writer = ResultWriter.to(out, file, kind, false);
            writer.finish();
            for (var row : Rows.raw(copy, layout)) {
                var part = writer.beside(out);
                var parsed = row.parse();
                part.write(row, parsed.readable() ? Rows.accepted("yes") : Rows.skipped(parsed.problem()), "");
                part.finish();
            }
        }
        return out.toString(UTF_8);
    }

    @Test
    void aFileOfPartsIsTheFileAsAWhole() {
        var table = "\uFEFFid;prompt\r\n1;\"a\r\nb\"\r\n2\r\n3;c\r\n";
        var lines = "\uFEFF{\"prompt\":\"a\"}\nno object\n{\"prompt\":\"b\",\"route\":1,\"x\":2}\n";
        for (var kind : InputKind.values()) {
            assertEquals(merged("in.csv", table, kind), inParts("in.csv", table, kind), kind.name());
            assertEquals(merged("in.jsonl", lines, kind), inParts("in.jsonl", lines, kind), kind.name());
        }
    }

    private static JsonNode json(String line) throws IOException {
        return new ObjectMapper().readTree(line);
    }

    @Test
    void aTableKeepsItsBytesItsLineEndsAndItsMark() {
        assertEquals(
                "\uFEFF\"id\",prompt," + OURS + "\r\n\"1\", a ''," + YES + "\r\n2,\"b\n\"\"c\"\"\"," + YES + "\r\n",
                merged("in.csv", "\uFEFF\"id\",prompt\r\n\"1\", a ''\r\n\r\n2,\"b\n\"\"c\"\"\"", InputKind.CSV));
    }

    @Test
    void anotherDelimiterIsKeptToo() {
        assertEquals(
                "id;prompt;" + OURS.replace(',', ';') + "\n1;a;" + YES.replace(',', ';') + "\n",
                merged("in.csv", "id;prompt\n1;a\n", InputKind.CSV));
        assertTrue(merged("in.tsv", "id\tprompt\n1\ta, b\n", InputKind.TSV).contains("\n1\ta, b\tyes\taccepted\t"));
    }

    @Test
    void aNumberIsQuotedWhereItsPointDivides() {
        var copy = folder.resolve("copy");
        var source = new route.domain.Source("in.csv", java.util.Optional.empty(), '.', "");
        var layout = Rows.take(source, "prompt\na\n".getBytes(UTF_8), copy);
        var text = new String(Rows.merged(copy, layout, InputKind.CSV, false, "v1.0"), UTF_8);
        assertEquals(
                "a.\"v1.0\".accepted.simple.openai/small.2.qa.1.10.5.\"0.000123\".",
                text.lines().toList().get(1));
    }

    @Test
    void answersAreQuotedWhereTheyMustBe() {
        assertTrue(merged("in.csv", "prompt\na\n", InputKind.CSV, false, "one, \"two\"\r\nthree")
                .contains("\na,\"one, \"\"two\"\"\r\nthree\",accepted,"));
    }

    @Test
    void aShortRowIsFilledUpAndABrokenOneStandsInTheFirstCell() {
        var skipped = ",,skipped,,,,,0,0,0,0.000000,";
        var out = merged("in.csv", "id,prompt,more\n1\n2,\"a\"b,c\n3,a,b,c\n4,b,c\n5,\"d,\ne\n", InputKind.CSV);
        assertTrue(out.contains("\n1,,," + skipped.substring(1) + "\"has 1 cell, the header has 3\"\n"), out);
        assertTrue(out.contains("\n\"2,\"\"a\"\"b,c\",," + skipped), out);
        assertTrue(out.contains("\n\"3,a,b,c\",," + skipped), out);
        assertTrue(out.contains("\n4,b,c," + YES + "\n"), out);
        assertTrue(out.contains("\n\"5,\"\"d,\ne\",," + skipped), out);
        var again = folder.resolve("again");
        assertTrue(Rows.read("out.csv", out, again).stream().allMatch(it -> it.readable()));
    }

    @Test
    void bytesThatAreNotUtf8StayWhereTheRowIsWhole() {
        var copy = folder.resolve("copy");
        var layout = Rows.take(Rows.source("in.csv"), "id,prompt\n1,caf\u00e9\n".getBytes(ISO_8859_1), copy);
        var merged = Rows.merged(copy, layout, InputKind.CSV, false, "yes");
        assertTrue(new String(merged, ISO_8859_1).contains("\n1,caf\u00e9,,skipped,"));
    }

    @Test
    void columnsOfOursThatTheInputHasGetASuffixAllOfThem() {
        var once = merged("in.csv", "prompt\na\n", InputKind.CSV);
        var twice = merged("in.csv", once, InputKind.CSV);
        assertTrue(twice.startsWith("prompt," + OURS + ",route_response_2,route_status_2,"), twice);
        var thrice = merged("in.csv", twice, InputKind.CSV);
        assertTrue(thrice.contains(",route_error_2,route_response_3,"), thrice);
    }

    @Test
    void safeCellsGuardsEveryFormulaInEveryCell() {
        var out = merged("in.csv", "=id,prompt\n1,plain\n+2,\"@x\"\n3,\"-1,\t\"\n", InputKind.CSV, true, "=1+1");
        assertEquals(
                List.of("'=id,prompt," + OURS, "1,plain,'=1+1,", "'+2,'@x,'=1+1,", "3,\"'-1,\t\",'=1+1,"),
                out.lines().map(it -> it.replaceAll("accepted,.*", "")).toList());
        assertTrue(merged("in.csv", "prompt\n=1\n", InputKind.CSV).contains("\n=1,yes,"), "kept unless asked");
    }

    @Test
    void jsonLinesGainAMemberAndKeepTheirText() throws IOException {
        var out = merged("in.jsonl", "{ \"id\": 1.00, \"prompt\":\"\\u0061\" } \r\n{}\r\n\r\n", InputKind.JSONL);
        var route =
                "\"route\":{\"response\":\"yes\",\"status\":\"accepted\",\"tier\":\"simple\",\"model\":\"openai/small\","
                        + "\"score\":2,\"task\":\"qa\",\"attempts\":1,\"input_tokens\":10,\"output_tokens\":5,"
                        + "\"cost_usd\":\"0.000123\",\"error\":null}";
        assertEquals("{ \"id\": 1.00, \"prompt\":\"\\u0061\" ," + route + "} \r\n{" + route + "}\r\n", out);
    }

    @Test
    void aKeyOfTheSameNameIsLeftAlone() throws IOException {
        var out = merged(
                "in.jsonl", "{\"route\":1,\"route_2\":2}\n{\"\\u0072oute\":3}\n{\"x\":\"route\"}\n", InputKind.JSONL);
        var lines = out.lines().toList();
        assertEquals("yes", json(lines.get(0)).at("/route_3/response").asText());
        assertEquals(1, json(lines.get(0)).path("route").asInt());
        assertEquals("yes", json(lines.get(1)).at("/route_2/response").asText());
        assertEquals("yes", json(lines.get(2)).at("/route/response").asText());
    }

    @Test
    void aLineThatIsNoObjectIsKeptAsText() throws IOException {
        var copy = folder.resolve("copy");
        var input = "{\"a\":1}\nnot \"json\" caf\u00e9\n".getBytes(ISO_8859_1);
        var out = Rows.merged(copy, Rows.take(Rows.source("in.jsonl"), input, copy), InputKind.JSONL, false, "yes");
        var line = json(new String(out, UTF_8).lines().toList().get(1));
        assertEquals("not \"json\" caf\\xE9", line.path("route_input").asText());
        assertEquals("skipped", line.at("/route/status").asText());
        assertTrue(line.at("/route/response").isNull());
    }

    @Test
    void aTableBecomesJsonLines() throws IOException {
        var out = merged("in.csv", "id,a,a,route\n1,\"x\ny\",z,r\nbroken\n", InputKind.JSONL)
                .lines()
                .toList();
        var first = json(out.get(0));
        assertEquals(List.of("id", "a", "a_2", "route", "route_2"), keys(first));
        assertEquals("x\ny", first.path("a").asText());
        assertEquals("yes", first.at("/route_2/response").asText());
        assertEquals("broken", json(out.get(1)).path("route_input").asText());
    }

    @Test
    void jsonLinesBecomeATableOfAllTheirKeys() {
        var out = merged("in.jsonl", "{\"id\":1,\"p\":\"a,b\"}\n{\"q\":[1, 2],\"id\":null}\nno\n", InputKind.CSV);
        assertEquals(
                "id,p,q," + OURS + "\n1,\"a,b\",," + YES + "\n\"\",,\"[1, 2]\"," + YES + "\nno,,,,skipped,",
                out.substring(0, out.indexOf("skipped,") + 8));
    }

    @Test
    void aTableIsWrittenWithAnotherDelimiterWhenItsKindChanges() {
        assertTrue(merged("in.tsv", "id\tprompt\n1\t\"a, b\"\n", InputKind.CSV).contains("\n1,\"a, b\",yes,"));
        assertTrue(merged("in.csv", "id;prompt\n1;\"a\tb\"\n", InputKind.TSV).contains("\n1\t\"a\tb\"\tyes\t"));
    }

    @Test
    void openAiLinesCarryTheUsersIdOrTheRowsNumber() throws IOException {
        var line = json(mergedWith("{}\n", Rows.accepted("yes"), InputKind.OPENAI, "my-id"));
        assertEquals("my-id", line.path("custom_id").asText());
        assertEquals(200, line.at("/response/status_code").asInt());
        assertEquals("chat.completion", line.at("/response/body/object").asText());
        assertEquals("yes", line.at("/response/body/choices/0/message/content").asText());
        assertEquals("stop", line.at("/response/body/choices/0/finish_reason").asText());
        assertEquals(15, line.at("/response/body/usage/total_tokens").asInt());
        assertTrue(line.path("error").isNull());
        var failed = json(mergedWith("{}\n", Rows.skipped("no prompt"), InputKind.OPENAI, ""));
        assertEquals("1", failed.path("custom_id").asText());
        assertTrue(failed.path("response").isNull());
        assertEquals("no prompt", failed.at("/error/message").asText());
    }

    @Test
    void toolCallsStandInOpenAiLinesAsCallsUnlessTheyAreNone() throws IOException {
        var calls = "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]";
        var line = json(mergedWith("{}\n", answer(calls, Finish.TOOL_CALLS), InputKind.OPENAI, ""));
        assertEquals(
                "c1",
                line.at("/response/body/choices/0/message/tool_calls/0/id").asText());
        assertEquals(
                "tool_calls", line.at("/response/body/choices/0/finish_reason").asText());
        for (var text : List.of("[not json", "[1],\"x\":2", "text")) {
            var plain = json(mergedWith("{}\n", answer(text, Finish.TOOL_CALLS), InputKind.OPENAI, ""));
            assertEquals(
                    text, plain.at("/response/body/choices/0/message/content").asText());
        }
    }

    @Test
    void aLoneSurrogateInAnAnswerDoesNotBreakTheFile() {
        var result = answer("a\uD83Db", Finish.STOP);
        for (var kind : List.of(InputKind.CSV, InputKind.JSONL, InputKind.OPENAI)) {
            var out = mergedWith("{\"p\":\"\\ud83d\"}\n", result, kind, "\uDE00");
            assertTrue(out.contains("a\uFFFDb"), out);
            assertFalse(out.contains("?"), out);
        }
    }

    @Test
    void aFileWithoutRowsHasItsHead() {
        assertEquals("prompt," + OURS + "\n", merged("in.csv", "prompt", InputKind.CSV));
        assertEquals("", merged("in.csv", "prompt", InputKind.JSONL));
    }

    private static RowResult answer(String text, Finish finish) {
        return new RowResult(
                text, RowStatus.ACCEPTED, "simple", "openai/small", 1, "qa", 1, Usage.NONE, Money.ZERO, "", finish);
    }

    private static List<String> keys(JsonNode object) {
        var keys = new java.util.ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
