package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill of a whole job beside the account of its provider, and as a page. */
class ReconcileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        Tree.layOut(program.here());
        assertEquals(
                0, run("batch submit samples/prompts.jsonl --sandbox --wait -q").code());
    }

    @AfterEach
    void close() {
        program.close();
    }

    private Program.Said run(String command) {
        return program.run(Map.of(), List.of(command.split(" ")));
    }

    /** What the provider would export: what it charged, by day and line item. */
    private void export(String extra) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("start_time_iso,line_item,amount_value,amount_currency");
        var bill =
                JSON.readTree(run("report --sandbox --by-day --by-model --json").out());
        for (var it : bill.path("groups")) {
            var model = it.path("model").asText();
            if (!model.startsWith("openai/")) continue;
            lines.add(it.path("day").asText() + "T00:00:00+00:00,\"" + model.substring(7) + "-2026-08-01, output\","
                    + it.path("cost_usd").asText() + ",usd");
        }
        assertTrue(lines.size() > 1, "no row went to OpenAI");
        lines.add(extra);
        Files.write(program.here().resolve("costs.csv"), lines);
    }

    @Test
    void theBillEqualsWhatTheProviderCharged() throws IOException {
        export("");
        var said = run("report reconcile costs.csv --sandbox --tolerance 0%");
        assertEquals(0, said.code(), said.out() + said.err());
        assertTrue(said.out().endsWith("\nequal\n"), said.out());
        assertEquals(0, run("report reconcile costs.csv --sandbox --json").code());
    }

    @Test
    void aChargeThatWeDoNotKnowIsNamed() throws IOException {
        export("2026-11-20,\"gpt-4o, input\",0.25,usd");
        var said = run("report reconcile costs.csv --sandbox");
        assertEquals(3, said.code(), said.err());
        assertTrue(said.out().contains("only theirs"), said.out());
        assertTrue(said.out().lines().allMatch(it -> it.length() <= 80), said.out());
        var json =
                JSON.readTree(run("report reconcile costs.csv --sandbox --json").out());
        assertEquals("false", json.path("equal").asText());
        assertEquals("-0.250000", json.path("total").get(0).path("difference").asText());
        assertEquals(
                0, run("report reconcile costs.csv --sandbox --tolerance 0.25").code());
    }

    @Test
    void anExportOfNobodyOrWithoutSenseIsAMistake() throws IOException {
        Files.writeString(program.here().resolve("cut.json"), "{\"data\": [\n{\"start_time\": 1,");
        Files.writeString(program.here().resolve("empty.csv"), "\n");
        export("");
        assertMistake("report reconcile costs.csv --provider opnai", "did you mean openai?");
        assertMistake("report reconcile cut.json", "cut.json:2: this is not JSON");
        assertMistake("report reconcile empty.csv", "empty.csv is empty");
    }

    private void assertMistake(String command, String words) {
        var said = run(command);
        assertEquals(2, said.code(), said.err());
        assertTrue(said.err().contains(words) && !said.err().contains("REDACTED"), said.err());
    }

    @Test
    void realJobsAreNotComparedWithSimulatedOnes() throws IOException {
        export("");
        assertEquals(3, run("report reconcile costs.csv").code());
    }

    @Test
    void theLeversOfAWholeJobAreExactlyItsSaving() throws IOException {
        var bill = JSON.readTree(run("report --sandbox --json").out());
        var levers = bill.path("levers");
        var sum = java.math.BigDecimal.ZERO;
        for (var it : levers) sum = sum.add(new java.math.BigDecimal(it.asText()));
        var total = bill.path("total");
        assertEquals(
                0,
                sum.compareTo(
                        new java.math.BigDecimal(total.path("baseline_usd").asText())
                                .subtract(new java.math.BigDecimal(
                                        total.path("cost_usd").asText()))));
        assertEquals("0.000000", levers.path("unexplained_usd").asText());
        assertTrue(!levers.path("batch_usd").asText().equals("0.000000"));
    }

    @Test
    void thePageShowsTheJob() throws IOException {
        assertEquals(0, run("report --sandbox --format html -o bill.html").code());
        var page = Files.readString(program.here().resolve("bill.html"));
        for (var part : List.of(
                "Batch discount",
                "Cost by day",
                "How attempts ended",
                "answered in full",
                "dearest",
                "feedback import")) {
            assertTrue(page.contains(part), part);
        }
        assertTrue(page.contains("simulated"));
    }
}
