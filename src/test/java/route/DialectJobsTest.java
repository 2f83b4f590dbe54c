package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Outcome;
import route.domain.Prompt;
import route.provider.CallException;
import route.provider.Dialects;
import route.sandbox.Fault;
import route.sandbox.SandboxOptions;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.Timeouts;

/** Whole jobs over each of the dialects that are no file-and-batch API like OpenAI's, against the built-in provider. */
class DialectJobsTest {
    private static final int ROWS = 23;

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        var rows = new StringBuilder("id,prompt\n");
        for (int row = 1; row <= ROWS; row++) {
            rows.append(row).append(",\"What does ticket ").append(row).append(" want?\nIn a word.\"\n");
        }
        Files.writeString(program.here().resolve("in.csv"), rows);
    }

    @AfterEach
    void close() {
        program.close();
    }

    private void tiersAre(String model) throws IOException {
        Files.writeString(program.here().resolve("route.yaml"), """
                tiers:
                  simple: {models: [%1$s]}
                  flagship: {models: [%1$s]}
                """.formatted(model));
    }

    private JsonNode run(int code, String... args) throws IOException {
        var said = program.run(Map.of(), List.of(args));
        assertEquals(code, said.code(), said.err());
        return new ObjectMapper().readTree(said.out());
    }

    private static SandboxOptions quick() {
        return SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xai/grok-4.7", "together/openai/gpt-oss-120b", "openrouter/openai/gpt-6-luna"})
    void aJobIsDeliveredAndItsBillIsTheProviders(String model) throws IOException {
        tiersAre(model);
        var job = run(0, "batch", "submit", "in.csv", "--sandbox", "--wait", "--json");
        assertEquals("DELIVERED", job.path("state").textValue());
        assertEquals(ROWS, job.path("rows").path("accepted").intValue());
        assertEquals(ROWS, program.server().books().billed());
        assertEquals(
                model,
                job.at("/batches/0/provider").textValue() + "/"
                        + job.at("/batches/0/model").textValue());
        var lines = Files.readString(program.here().resolve("in.results.csv"));
        for (int row = 1; row <= ROWS; row++)
            assertTrue(lines.contains("\n" + row + ",\"What does ticket " + row), lines);
        var billed = program.server().books().batches().get(0);
        assertEquals(billed.outputTokens(), job.at("/tokens/output").longValue());
        assertEquals(billed.inputTokens(), job.at("/tokens/input").longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xai/grok-4.7", "together/openai/gpt-oss-120b", "openrouter/openai/gpt-6-luna"})
    void aCreationWhoseAnswerIsLostIsBoughtOnce(String model) throws IOException {
        tiersAre(model);
        program.sandbox(quick().withFaults(new Fault(Fault.Kind.CREATE_ANSWER_LOST, 1)));
        var job = run(0, "batch", "submit", "in.csv", "--sandbox", "--wait", "--json");
        assertEquals(ROWS, job.path("rows").path("accepted").intValue());
        assertEquals(ROWS, program.server().books().billed());
    }

    @ParameterizedTest
    @CsvSource({
        "xai/grok-4.6, CREATE_BUSY",
        "xai/grok-4.6, CREATE_BROKEN",
        "xai/grok-4.6, DOWNLOAD_CUT",
        "together/openai/gpt-oss-120b, CREATE_BUSY",
        "together/openai/gpt-oss-120b, CREATE_BROKEN",
        "together/openai/gpt-oss-120b, DOWNLOAD_CUT",
        "together/openai/gpt-oss-120b, QUEUE_FULL",
        "openrouter/openai/gpt-6-luna, CREATE_BUSY",
        "openrouter/openai/gpt-6-luna, CREATE_BROKEN",
        "openrouter/openai/gpt-6-luna, DOWNLOAD_CUT",
        "openrouter/openai/gpt-6-luna, QUEUE_FULL"
    })
    void noTroubleOfTheProviderLosesOrDoublesARow(String model, Fault.Kind kind) throws IOException {
        tiersAre(model);
        program.sandbox(quick().withFaults(new Fault(kind, 2)));
        var job = run(0, "batch", "submit", "in.csv", "--sandbox", "--wait", "--json");
        assertEquals(ROWS, job.path("rows").path("accepted").intValue());
        assertEquals(ROWS, program.server().books().billed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xai/grok-4.7", "together/openai/gpt-oss-120b", "openrouter/openai/gpt-6-luna"})
    void rowsThatFailAreSentAgainOrSaid(String model) throws IOException {
        tiersAre(model);
        Files.writeString(
                program.here().resolve("in.csv"),
                "id,prompt\na,hello\nb,[[sandbox:retry]] hello\nc,[[sandbox:error]] hello\n");
        var job = run(3, "batch", "submit", "in.csv", "--sandbox", "--wait", "--json");
        assertEquals(2, job.path("rows").path("accepted").intValue());
        assertEquals(1, job.path("rows").path("failed").intValue());
        assertEquals(2, program.server().books().billed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xai/grok-4.7", "openrouter/openai/gpt-6-luna"})
    void whatTheProviderSaysItChargedIsTheBill(String model) throws IOException {
        tiersAre(model);
        var provider = model.substring(0, model.indexOf('/'));
        Files.writeString(
                program.here().resolve("prices.json"),
                "{\"%s\":{\"litellm_provider\":\"%s\",\"mode\":\"chat\",\"input_cost_per_token\":1,\"output_cost_per_token\":1}}"
                        .formatted(model, provider));
        assertEquals(
                0,
                program.run(Map.of(), List.of("models", "import", "prices.json"))
                        .code());
        var job = run(0, "batch", "submit", "in.csv", "--sandbox", "--wait", "--json");
        var cost = new java.math.BigDecimal(job.path("cost_usd").textValue());
        assertTrue(cost.signum() > 0 && cost.compareTo(java.math.BigDecimal.ONE) < 0, cost.toString());
        var bill = run(0, "report", "--sandbox", "--json");
        var own = new java.math.BigDecimal(
                bill.path("levers").path("provider_usd").textValue());
        assertTrue(own.compareTo(java.math.BigDecimal.ONE) > 0, bill::toString);
        assertEquals("0.000000", bill.path("levers").path("unexplained_usd").textValue());
    }

    @ParameterizedTest
    @CsvSource({"xai, grok-4.7", "together, openai/gpt-oss-120b", "openrouter, openai/gpt-6-luna"})
    void theSandboxAnswersInRealTimeAndTurnsWrongKeysAway(String name, String model) throws IOException {
        var dialect = Dialects.of(name);
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "late parcel")), Map.of());
        try (var connections = new Connections(Timeouts.standard(), "test", it -> {})) {
            var address = program.server().baseUrl(name);
            var wire = new HttpWire(connections, address, dialect.auth(), () -> Optional.of("any"));
            dialect.ping(wire);
            var reply = wire.send(dialect.ask(model, prompt, 100));
            var read = dialect.read(dialect.line("q7f3-1", reply));
            var answer = assertInstanceOf(Outcome.Answered.class, read.outcome(), reply.body());
            assertTrue(answer.text().startsWith("[simulated]") && answer.usage().output() > 0, reply.body());

            var wrong = new HttpWire(connections, address, dialect.auth(), () -> Optional.of("wrong"));
            var declined = assertThrows(CallException.Declined.class, () -> dialect.ping(wrong));
            assertEquals(CallException.Declined.Kind.KEY, declined.kind());
        }
    }

    @Test
    void aJobWhoseProviderCannotStopSaysSoAndKeepsWhatItAnswers() throws IOException {
        tiersAre("openrouter/openai/gpt-6-luna");
        run(0, "batch", "submit", "in.csv", "--sandbox", "--json");
        var said = program.run(Map.of(), List.of("batch", "cancel", "@last"));
        assertTrue(said.err().contains("openrouter cannot stop a batch"), said.err());
        var job = run(3, "batch", "wait", "@last", "--json");
        assertEquals("CANCELLED", job.path("state").textValue());
        assertEquals(ROWS, job.path("rows").path("accepted").intValue());
        assertFalse(job.path("cost_usd").textValue().equals("0.000000"));
    }
}
