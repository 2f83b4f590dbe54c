package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Outcome;
import route.domain.Prompt;
import route.provider.Dialects;
import route.sandbox.Fault;
import route.sandbox.SandboxOptions;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.Timeouts;

/** Whole jobs over a protocol of a provider's own, from the command line to the merged file. */
abstract class OwnProtocolContract {
    static final SandboxOptions QUICK =
            SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ZERO);

    @TempDir
    private Path folder;

    private final String provider;
    private final String simple;
    private final String flagship;
    private Program program;

    OwnProtocolContract(String provider, String simple, String flagship) {
        this.provider = provider;
        this.simple = provider + "/" + simple;
        this.flagship = provider + "/" + flagship;
    }

    /** The end of a request's line with a parameter whose value the provider refuses. */
    abstract String refusedParameter();

    /** What it says of that. */
    abstract String refusal();

    final Program program() {
        return program;
    }

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        Files.writeString(program.here().resolve("route.yaml"), """
                tiers:
                  simple: {models: [%s]}
                  flagship: {models: [%s]}
                """.formatted(simple, flagship));
        var rows = new StringBuilder("id,prompt,tier\n");
        for (var row = 1; row <= 40; row++) {
            rows.append(row).append(",What does ticket ").append(row).append(" want?,");
            rows.append(row % 4 == 0 ? "flagship\n" : "simple\n");
        }
        Files.writeString(program.here().resolve("in.csv"), rows);
    }

    @AfterEach
    void close() {
        program.close();
    }

    private Program.Said submit() {
        return program.run(Map.of(), List.of("batch", "submit", "in.csv", "--sandbox", "--wait", "--json"));
    }

    private void allRowsAreAnsweredOnce() throws IOException {
        var lines = Files.readAllLines(program.here().resolve("in.results.csv"));
        assertEquals(41, lines.size());
        for (var row = 1; row <= 40; row++) {
            var line = lines.get(row);
            var tier = row % 4 == 0 ? "flagship" : "simple";
            var model = row % 4 == 0 ? flagship : simple;
            assertTrue(line.startsWith(row + ",What does ticket " + row + " want?," + tier + ",\"[simulated] "), line);
            assertTrue(line.matches(".*,accepted," + tier + "," + model + ",\\d,\\w+,1,.*"), line);
        }
        var bought = program.server().books().batches();
        assertEquals(2, bought.size(), bought.toString());
        assertEquals(40, bought.stream().mapToLong(it -> it.rows()).sum(), bought.toString());
    }

    @Test
    void aJobIsUploadedCreatedPolledFetchedAndBilled() throws IOException {
        var said = submit();
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("\"state\":\"DELIVERED\""), said.out());
        allRowsAreAnsweredOnce();
    }

    @Test
    void aBatchWhoseAnswerWasLostIsFoundAndNotBoughtTwice() throws IOException {
        program.sandbox(QUICK.withFaults(new Fault(Fault.Kind.CREATE_ANSWER_LOST, 1)));
        var said = submit();
        assertEquals(0, said.code(), said.err());
        assertTrue(said.err().contains("it had arrived"), said.err());
        allRowsAreAnsweredOnce();
    }

    @Test
    void aBusyOrBrokenProviderAndACutDownloadAreOvercome() throws IOException {
        program.sandbox(QUICK.withFaults(
                new Fault(Fault.Kind.CREATE_BUSY, 1),
                new Fault(Fault.Kind.QUEUE_FULL, 1),
                new Fault(Fault.Kind.CREATE_BROKEN, 1),
                new Fault(Fault.Kind.DOWNLOAD_CUT, 1)));
        var said = submit();
        assertEquals(0, said.code(), said.err());
        allRowsAreAnsweredOnce();
    }

    @Test
    void aWrongKeyHoldsTheJobBeforeAnythingIsBought() {
        var key = "wrong";
        var name = provider.toUpperCase(Locale.ROOT);
        var env = Map.of(
                name + "_API_KEY", key, name + "_BASE_URL", program.server().baseUrl(provider));
        var said = program.run(env, List.of("batch", "submit", "in.csv", "--wait"));
        assertEquals(4, said.code(), said.err());
        assertTrue(said.err().contains("check the API key of " + provider), said.err());
        assertEquals(List.of(), program.server().books().batches());
    }

    @Test
    void rowsThatAreRefusedFailAndUnluckyOnesGoAgain() throws IOException {
        Files.writeString(program.here().resolve("in.csv"), """
                id,prompt,tier
                1,a plain one,simple
                2,[[sandbox:error]] never,simple
                3,[[sandbox:retry]] at the second try,simple
                """);
        var said = submit();
        assertEquals(3, said.code(), said.err());
        var lines = Files.readAllLines(program.here().resolve("in.results.csv"));
        assertTrue(lines.get(1).matches(".*,accepted,simple," + simple + ",\\d,\\w+,1,.*"), lines.get(1));
        assertTrue(lines.get(2).matches(".*,failed,simple," + simple + ",\\d,\\w+,1,.*"), lines.get(2));
        assertTrue(lines.get(2).contains("the prompt asks the sandbox for an error"), lines.get(2));
        assertTrue(lines.get(3).matches(".*,accepted,simple," + simple + ",\\d,\\w+,2,.*"), lines.get(3));
    }

    @Test
    void oneRowThatTurnsTheWholeBatchBackIsFoundAndTheOthersAreAnswered() throws IOException {
        var rows = new StringBuilder();
        for (var row = 1; row <= 5; row++) {
            rows.append("{\"messages\":[{\"role\":\"user\",\"content\":\"ticket ")
                    .append(row)
                    .append("\"}]");
            rows.append(row == 3 ? refusedParameter() : "}\n");
        }
        Files.writeString(program.here().resolve("in.jsonl"), rows);
        var said = program.run(Map.of(), List.of("batch", "submit", "in.jsonl", "--sandbox", "--wait"));
        assertEquals(3, said.code(), said.err());
        var lines = Files.readAllLines(program.here().resolve("in.results.jsonl"));
        for (var row = 1; row <= 5; row++) {
            var line = lines.get(row - 1);
            assertTrue(line.contains(row == 3 ? "\"status\":\"failed\"" : "\"status\":\"accepted\""), line);
        }
        assertTrue(lines.get(2).contains(refusal()), lines.get(2));
        var bought = program.server().books().batches();
        assertEquals(4, bought.stream().mapToLong(it -> it.rows()).sum(), bought.toString());
    }

    @Test
    void oneRequestIsAskedInRealTimeAndPinged() throws Exception {
        var dialect = Dialects.of(provider);
        try (var connections = new Connections(Timeouts.standard(), "test", it -> {})) {
            var wire = new HttpWire(
                    connections, program.server().baseUrl(provider), dialect.auth(), () -> Optional.of("any"));
            dialect.ping(wire);
            var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "hello")), Map.of());
            var model = flagship.substring(flagship.indexOf('/') + 1);
            var read = dialect.read(dialect.line("r-1", wire.send(dialect.ask(model, prompt, 400))));
            var answer = (Outcome.Answered) read.outcome();
            assertEquals("r-1", read.customId());
            assertTrue(answer.text().startsWith("[simulated] "), answer.text());
            assertTrue(answer.usage().input() > 0 && answer.usage().output() > 0, answer.toString());
            var refused = wire.send(dialect.ask("no-such-model", prompt, 400));
            assertTrue(dialect.trouble(refused).getMessage().contains("no-such-model"), refused.body());
        }
    }
}
