package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows for every provider: schemas, leniency, and addresses that are the user's own. */
class OneRequestTest {
    private static final String SCHEMA = """
            {"type": "object", "additionalProperties": false, "required": ["topic"],
             "properties": {"topic": {"type": "string", "enum": ["printer", "screen"]}}}
            """;

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void open() {
        program = new Program(folder);
    }

    @AfterEach
    void close() {
        program.close();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(program.here().resolve(name), text);
    }

    private Program.Said run(String... words) {
        return program.run(Map.of(), List.of(words));
    }

    private void only(String model) throws IOException {
        write("route.yaml", "tiers:\n  only: {models: [\"" + model + "\"]}\n");
    }

    @Test
    void everyAnswerFollowsTheSchemaAtEveryProvider() throws IOException {
        write("schema.json", SCHEMA);
        write("in.jsonl", "{\"prompt\":\"what is broken\"}\n");
        for (var model : List.of("openai/gpt-6-luna", "anthropic/claude-haiku-5-5", "groq/llama-3.1-8b-instant")) {
            only(model);
            var said = run(
                    "batch", "submit", "in.jsonl", "--json-schema", "schema.json", "--sandbox", "--wait", "-o", "-");
            assertEquals(0, said.code(), said.err());
            var row = new ObjectMapper().readTree(said.out());
            var answer = new ObjectMapper().readTree(row.at("/route/response").asText());
            assertTrue(
                    List.of("printer", "screen").contains(answer.path("topic").asText()), said.out());
        }
    }

    @Test
    void aSchemaIsCheckedBeforeAnythingIsSent() throws IOException {
        write("in.jsonl", "{\"prompt\":\"what is broken\"}\n");
        write("schema.json", "{\"type\": \"object\",\n \"properties\": }\n");
        var said = run("batch", "submit", "in.jsonl", "--json-schema", "schema.json", "--sandbox", "--wait");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("schema.json") && said.err().contains(":2:"), said.err());
        assertTrue(program.server().books().batches().isEmpty());
        write("schema.json", "[1]");
        assertTrue(run("batch", "plan", "in.jsonl", "--json-schema", "schema.json", "--sandbox")
                .err()
                .contains("is no JSON Schema"));
        write("job.yaml", "input: in.jsonl\njson_schema: nowhere.json\n");
        assertTrue(run("batch", "plan", "job.yaml", "--sandbox").err().contains("nowhere.json"));
    }

    @Test
    void whatAProviderDoesNotKnowIsRefusedOrLeftOutWithOneNote() throws IOException {
        only("anthropic/claude-haiku-5-5");
        var row = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":0.2,\"seed\":7}\n";
        write("in.jsonl", row + row.replace("hi", "ho"));
        var strict = run("batch", "submit", "in.jsonl", "--sandbox", "--wait");
        assertEquals(2, strict.code());
        assertTrue(strict.err().contains("temperature"), strict.err());
        var lenient = run("batch", "submit", "in.jsonl", "--lenient", "--sandbox", "--wait");
        assertEquals(0, lenient.code(), lenient.err());
        var flat = lenient.err().replaceAll("\\s+", " ");
        for (var param : List.of("temperature", "seed")) {
            var note = param + " is left out for anthropic/claude-haiku-5-5";
            assertEquals(2, (flat + " ").split(note, -1).length, flat);
        }
    }

    @Test
    void aRefusalThatNoParameterIsToBlameForStaysOne() throws IOException {
        only("anthropic/claude-haiku-5-5");
        write("in.jsonl", "{\"messages\":[{\"role\":\"system\",\"content\":\"hi\"}],\"seed\":7}\n");
        assertEquals(
                2, run("batch", "submit", "in.jsonl", "--lenient", "--sandbox").code());
    }

    @Test
    void aMissingPartOfAnAddressIsNamed() throws IOException {
        only("fireworks/accounts/fireworks/models/glm-5p3-flash");
        write("in.jsonl", "{\"prompt\":\"hi\"}\n");
        var said = program.run(Map.of("FIREWORKS_API_KEY", "a-key"), List.of("batch", "submit", "in.jsonl"));
        assertEquals(2, said.code());
        assertTrue(said.err().contains("FIREWORKS_ACCOUNT_ID"), said.err());
    }

    @Test
    void aServerOfOnesOwnIsFreeAndNotUnpriced() throws IOException {
        only("ollama/llama3");
        write("in.jsonl", "{\"prompt\":\"hi\"}\n");
        var check = run("models", "check");
        assertEquals(0, check.code(), check.out());
        var said = run("batch", "plan", "in.jsonl", "--max-cost", "1.00");
        assertFalse(said.err().contains("no price"), said.err());
        only("openai/no-such-price");
        assertTrue(run("models", "check").out().contains("no price"));
    }
}
