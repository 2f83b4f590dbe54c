package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for single rows: the first so many, what would be sent, and what became of one. */
class RowCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void anInputOfFiveRows() throws IOException {
        program = new Program(folder);
        write(
                "in.csv",
                "id,prompt,note\na,Name a fruit,red\nb,Name a tree,\nc,\"Name\na bird\",small\nd,Name a fish,\ne,Name a star,far\n");
        write("route.yaml", "tiers:\n  only: {models: [openai/gpt-6-luna, anthropic/claude-haiku-5-5]}\n");
    }

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void aLimitTakesTheFirstRowsAndSaysSo() throws IOException {
        var plan = run("batch", "plan", "in.csv", "--sandbox", "--limit", "2");
        assertTrue(plan.out().contains("in, 2 rows"), plan.out());
        assertTrue(plan.out().contains("only the first 2 rows"), plan.out());
        var said = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--json", "--limit", "2");
        assertTrue(said.out().contains("\"total\":2,\"accepted\":2"), said.out());
        assertEquals(3, Files.readAllLines(here("in.results.csv")).size());
    }

    @Test
    void aLimitDoesNotReadWhatFollows() throws IOException {
        write("broken.csv", "id,prompt\na,Name a fruit\nb,\"never closed\n");
        assertEquals(2, run("batch", "plan", "broken.csv", "--sandbox").code());
        var said = run("batch", "plan", "broken.csv", "--sandbox", "--limit", "1");
        assertEquals(0, said.code(), said.err());
    }

    @Test
    void anotherLimitIsAnotherJob() {
        var first = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--json", "--limit", "2");
        var same = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--json", "--limit", "2");
        var other = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--json", "--limit", "3", "-o", "o.csv");
        assertEquals(json(first).get("job"), json(same).get("job"));
        assertFalse(json(first).get("job").equals(json(other).get("job")));
    }

    @Test
    void whatIsRenderedIsWhatTheProviderGets() {
        var said = run("batch", "render", "in.csv", "-n", "2", "--template", "{{prompt}} ({{note}})", "--json");
        assertEquals(0, said.code(), said.err());
        var rows = json(said);
        assertEquals(2, rows.size());
        assertEquals(
                "Name a fruit (red)",
                rows.at("/0/request/body/messages/0/content").asText());
        assertEquals("/v1/chat/completions", rows.at("/0/request/url").asText());
        assertEquals("[]", rows.at("/0/empty_columns").toString());
        assertEquals("[\"note\"]", rows.at("/1/empty_columns").toString());
    }

    @Test
    void aRequestIsRenderedForAnyModel() {
        var said = run("batch", "render", "in.csv", "-n", "1", "--for-model", "gemini/gemini-2.5-flash");
        assertTrue(said.out().contains("\"contents\""), said.out());
        var unknown = run("batch", "render", "in.csv", "--for-model", "nobody/nothing");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("'nobody/nothing' is not known"), unknown.err());
    }

    @Test
    void aRowThatCannotBeUsedIsRenderedAsSuch() throws IOException {
        write("holes.csv", "id,prompt\na,Name a fruit\nb,\n");
        var said = run("batch", "render", "holes.csv");
        assertEquals(2, said.code());
        assertTrue(said.out().contains("cannot be used: the prompt is empty"), said.out());
        assertEquals(
                3, run("batch", "render", "holes.csv", "--on-bad-row", "skip").code());
        assertEquals(
                0,
                run("batch", "render", "holes.csv", "--on-bad-row", "skip", "-n", "1")
                        .code());
    }

    @Test
    void answersThatAreNotWholeAreSaidWithTheBill() throws IOException {
        write("odd.csv", "prompt\nName a fruit\n[[sandbox:refuse]]\n[[sandbox:cut]] a\n[[sandbox:cut]] b\n");
        var said = run("batch", "submit", "odd.csv", "--sandbox", "--wait");
        assertEquals(0, said.code(), said.err());
        var line = "answers   2 cut off at max_tokens, 1 refused by the model; accepted all the";
        assertTrue(said.err().contains(line), said.err());
        var job = json(run("batch", "status", "@last", "--json"));
        assertEquals(
                "{\"cut_off\":2,\"filtered\":0,\"refused\":1}",
                job.get("not_whole").toString());
        assertEquals(4, job.at("/rows/accepted").asLong());
    }

    @Test
    void thePlanCountsRowsThatLeaveAPlaceEmpty() {
        var said = run("batch", "plan", "in.csv", "--sandbox", "--template", "{{prompt}} ({{note}})");
        assertTrue(said.out().contains("2 rows leave {{note}} of the template empty"), said.out());
    }

    @Test
    void aRowIsFoundByNumberAndById() {
        run("batch", "submit", "in.csv", "--sandbox", "--wait");
        var byNumber = run("batch", "show", "@last", "3", "--json");
        assertEquals(
                byNumber.out(), run("batch", "show", "@last", "c", "--json").out());
        var row = json(byNumber);
        assertEquals("ACCEPTED", row.get("state").asText());
        assertEquals("Name\na bird", row.at("/messages/0/content").asText());
        assertEquals("answered", row.at("/attempts/0/outcome").asText());
        assertTrue(row.at("/attempts/0/answer").asText().contains("[simulated]"));
        assertEquals(row.get("cost_usd"), row.at("/attempts/0/cost_usd"));
        var text = run("batch", "show", "@last", "c").out();
        assertTrue(text.contains("row       3, line 4, id c"), text);
        var none = run("batch", "show", "@last", "z");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("has no row 'z'"), none.err());
    }

    @Test
    void everyTryOfARowIsShown() throws IOException {
        write("stubborn.csv", "id,prompt\na,Answer this [[sandbox:retry]]\n");
        run("batch", "submit", "stubborn.csv", "--sandbox", "--wait");
        var row = json(run("batch", "show", "@last", "1", "--json"));
        assertEquals("ACCEPTED", row.get("state").asText());
        assertEquals(2, row.get("attempts").size(), row.toString());
        assertEquals("errored", row.at("/attempts/0/outcome").asText());
        assertEquals("answered", row.at("/attempts/1/outcome").asText());
    }

    private Path here(String name) {
        return program.here().resolve(name);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(here(name), text);
    }

    private Program.Said run(String... args) {
        return program.run(Map.of(), new ArrayList<>(List.copyOf(Arrays.asList(args))));
    }

    private static JsonNode json(Program.Said said) {
        try {
            return JSON.readTree(said.out());
        } catch (IOException e) {
            throw new AssertionError(said.out() + said.err(), e);
        }
    }
}
