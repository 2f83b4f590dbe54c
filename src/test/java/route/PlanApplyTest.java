package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is written down and carried out later: exactly that, or nothing. */
class PlanApplyTest {
    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void aPlanOfThreeRows() throws IOException {
        program = new Program(folder);
        write("in.csv", "id,body\na,a fruit\nb,a tree\nc,a bird\n");
        write("route.yaml", "tiers:\n  only: {models: [openai/gpt-6-luna]}\n");
        var said = run("batch", "plan", "in.csv", "--sandbox", "--template", "Name {{body}}", "-o", "plan.json");
        assertEquals(0, said.code(), said.err());
    }

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void whatWasPlannedIsDone() throws IOException {
        var said = run("batch", "submit", "--plan", "plan.json", "--wait", "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("\"accepted\":3"), said.out());
        assertEquals(
                4, Files.readAllLines(program.here().resolve("in.results.csv")).size());
        var rendered = run("batch", "show", "@last", "b").out();
        assertTrue(rendered.contains("Name a tree"), rendered);
        var again = run("batch", "submit", "--plan", "plan.json", "--wait");
        assertTrue(again.err().contains("delivered before"), again.err());
        assertEquals(1, program.server().books().batches().size());
    }

    @Test
    void settingsThatChangedSinceDoNotCount() throws IOException {
        write("route.yaml", "tiers:\n  only: {models: [anthropic/claude-haiku-5-5]}\n");
        run("batch", "submit", "--plan", "plan.json", "--wait");
        assertTrue(run("batch", "show", "@last", "1").out().contains("openai/gpt-6-luna"));
    }

    @Test
    void answersThatCameSinceDoNotChangeIt() throws IOException {
        write("other.csv", "id,body\na,a fruit\nb,a tree\nc,a bird\nd,a fish\n");
        var other = run("batch", "submit", "other.csv", "--sandbox", "--template", "Name {{body}}", "--wait");
        assertEquals(0, other.code(), other.err());
        var said = run("batch", "plan", "in.csv", "--sandbox", "--template", "Name {{body}}");
        assertTrue(said.out().contains("output is estimated by 4 answers of earlier jobs"), said.out());
        assertEquals(0, run("batch", "submit", "--plan", "plan.json", "--wait").code());
    }

    @Test
    void answersThatWereCutShortTeachNobodyHowLongAnswersAre() throws IOException {
        write("other.csv", "id,body\na,a fruit\nb,a tree\nc,a bird\nd,a fish\n");
        var cut = run(
                "batch",
                "submit",
                "other.csv",
                "--sandbox",
                "--template",
                "Name {{body}}",
                "--max-tokens",
                "2",
                "--wait");
        assertEquals(0, cut.code(), cut.err());
        var said = run("batch", "plan", "in.csv", "--sandbox", "--template", "Name {{body}}");
        assertTrue(said.out().contains("1,500"), said.out());
        assertFalse(said.out().contains("of earlier jobs"), said.out());
    }

    @Test
    void aLineThatAsksForAnEmbeddingIsOfOpenAiAndHasNoOutput() throws IOException {
        write(
                "lines.jsonl",
                "{\"custom_id\": \"e1\", \"method\": \"POST\", \"url\": \"/v1/embeddings\","
                        + " \"body\": {\"model\": \"text-embedding-3-small\", \"input\": \"a fruit\"}}\n");
        var said = run("batch", "plan", "lines.jsonl", "--sandbox", "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("\"openai/text-embedding-3-small\""), said.out());
        assertTrue(said.out().contains("\"output_tokens\":0"), said.out());
    }

    @Test
    void anInputThatChangedStopsIt() throws IOException {
        write("in.csv", "id,body\na,a fruit\nb,a tree\nc,a bird\nd,a fish\n");
        var said = run("batch", "submit", "--plan", "plan.json", "--wait");
        assertEquals(2, said.code());
        assertTrue(
                said.err()
                        .contains(
                                "the input is another: 3 rows then, 4 now\n         only, openai/gpt-6-luna, batch: 3 rows"),
                said.err());
        assertEquals(List.of(), program.server().books().batches());
        assertEquals("no open jobs\n", run("batch", "status").out());
    }

    @Test
    void pricesThatChangedStopIt() throws IOException {
        write(
                "prices.json",
                "{\"openai/gpt-6-luna\": {\"input_cost_per_token\": 1e-5, \"output_cost_per_token\": 2e-5,"
                        + " \"litellm_provider\": \"openai\", \"mode\": \"chat\"}}");
        var said = run("batch", "submit", "--plan", "plan.json", "--prices", "prices.json");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("the plan does not hold any more"), said.err());
        assertTrue(said.err().contains("only, openai/gpt-6-luna, batch: 3 rows"), said.err());
        assertEquals(List.of(), program.server().books().batches());
    }

    @Test
    void nothingElseMayBeAskedForBesideAPlan() {
        var said = run("batch", "submit", "in.csv", "--plan", "plan.json", "--max-cost", "3");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("leave INPUT, budget.max_cost away"), said.err());
    }

    @Test
    void aFileThatIsNoPlanIsRefused() throws IOException {
        write("other.json", "{\"form\": 9}");
        assertTrue(run("batch", "submit", "--plan", "other.json").err().contains("form 9, not 1"));
        var plan = Files.readString(program.here().resolve("plan.json"));
        for (var made : List.of("lately", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z")) {
            write("other.json", plan.replaceFirst("(\"made_at\"\\s*:\\s*\")[^\"]*", "$1" + made));
            var odd = run("batch", "submit", "--plan", "other.json");
            assertEquals(2, odd.code(), odd.err());
            assertTrue(odd.err().contains("other.json: made_at is \"" + made + "\", which is no moment"), odd.err());
        }
        write("other.json", "{\"form\": 1,");
        var said = run("batch", "submit", "--plan", "other.json");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("other.json:1: not a plan"), said.err());
        write("other.json", "{\"form\": 1}");
        assertEquals(2, run("batch", "submit", "--plan", "other.json").code());
        assertEquals(2, run("batch", "submit", "--plan", "none.json").code());
    }

    @Test
    void aPlanReplacesAPlanAndNothingElse() throws IOException {
        var again = run("batch", "plan", "in.csv", "--sandbox", "--prompt-column", "body", "-o", "plan.json");
        assertEquals(0, again.code(), again.err());
        var before = Files.readString(program.here().resolve("in.csv"));
        for (var name : List.of("in.csv", "./in.csv", "route.yaml")) {
            var said = run("batch", "plan", "in.csv", "--sandbox", "--prompt-column", "body", "-o", name);
            assertEquals(2, said.code());
            assertTrue(said.err().contains("exists and is no plan"), said.err());
        }
        assertEquals(before, Files.readString(program.here().resolve("in.csv")));
        assertEquals(
                2,
                run("batch", "plan", "in.csv", "--sandbox", "--template", "x", "-o", "-")
                        .code());
    }

    @Test
    void aPlanIsNotWrittenWhereTheResultsAreMeantToGo() {
        for (var name : List.of("out.csv", "out.TSV", "out.jsonl.gz")) {
            var said = run("batch", "plan", "in.csv", "--sandbox", "--prompt-column", "body", "-o", name);
            assertEquals(2, said.code());
            assertTrue(said.err().contains("say where the results go with --output"), said.err());
            assertTrue(Files.notExists(program.here().resolve(name)));
        }
    }

    @Test
    void aPlanIsForItsUserAlone() throws IOException {
        var mode = Files.getPosixFilePermissions(program.here().resolve("plan.json"));
        assertEquals("rw-------", PosixFilePermissions.toString(mode));
    }

    @Test
    void noPlanIsPromisedWhereAModelJudges() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\ntiers:\n  only: {models: [openai/gpt-6-luna]}\n");
        var said = run("batch", "plan", "in.csv", "--sandbox", "--prompt-column", "body", "-o", "other.json");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("a plan cannot be kept while a model judges the rows"), said.err());
        assertEquals(
                0,
                run("batch", "plan", "in.csv", "--sandbox", "--prompt-column", "body")
                        .code());
    }

    @Test
    void aPlanIsCarriedOutAgainOverItsOwnResults() {
        run("batch", "submit", "--plan", "plan.json", "--wait");
        var inTheWay = run("batch", "submit", "--plan", "plan.json", "--again", "--wait");
        assertEquals(2, inTheWay.code());
        var again = run("batch", "submit", "--plan", "plan.json", "--again", "--overwrite", "--wait");
        assertEquals(0, again.code(), again.err());
        assertEquals(2, program.server().books().batches().size());
    }

    @Test
    void aPlanHoldsNoKey() throws IOException {
        program.run(
                Map.of("OPENAI_API_KEY", "sk-very-secret"),
                List.of("batch", "plan", "in.csv", "--prompt-column", "body", "-o", "real.json"));
        var text = Files.readString(program.here().resolve("real.json"));
        assertFalse(text.contains("sk-very-secret"));
        assertTrue(text.contains("\"sandbox\" : false"), text);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(program.here().resolve(name), text);
    }

    private Program.Said run(String... args) {
        return program.run(Map.of(), List.of(args));
    }
}
