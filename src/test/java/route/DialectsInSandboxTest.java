package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.sandbox.Books;
import route.sandbox.Fault;
import route.sandbox.SandboxOptions;

/** A whole job over each dialect, against a server that speaks it. */
class DialectsInSandboxTest {
    private static final int ROWS = 40;

    private static final String MODELS = """
            groq/llama-3.1-8b-instant
            dashscope/qwen-flash
            deepinfra/openai/gpt-oss-20b
            doubleword/Qwen/Qwen3-14B
            azure/my-deployment
            fireworks/accounts/fireworks/models/glm-5p3-flash
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = MODELS)
    void aJobRunsFromInputToBill(String model) throws IOException {
        var batches = deliver(model, options());
        assertEquals(1, batches.size());
        assertEquals(ROWS, batches.get(0).rows());
    }

    @ParameterizedTest
    @CsvSource(textBlock = MODELS)
    void aBatchWhoseCreationWasNotAnsweredIsFoundAndNotBoughtTwice(String model) throws IOException {
        var lost = new Fault(Fault.Kind.CREATE_ANSWER_LOST, 1);
        var cut = new Fault(Fault.Kind.DOWNLOAD_CUT, 1);
        assertEquals(1, deliver(model, options().withFaults(lost, cut)).size());
    }

    @ParameterizedTest
    @CsvSource(textBlock = MODELS)
    void aBusyProviderIsAskedAgain(String model) throws IOException {
        var busy = new Fault(Fault.Kind.CREATE_BUSY, 2);
        var full = new Fault(Fault.Kind.QUEUE_FULL, 1);
        var batches = deliver(model, options().withFaults(busy, full));
        assertEquals(ROWS, batches.stream().mapToLong(Books.Batch::billed).sum());
    }

    @Test
    void aJobThatItsProviderCannotStopIsCancelledOnceItHasEnded() throws IOException {
        try (var program = new Program(folder)) {
            program.sandbox(SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ofMillis(700)));
            Files.writeString(program.here().resolve("in.csv"), "prompt\nName a fruit\n");
            Files.writeString(
                    program.here().resolve("route.yaml"),
                    "tiers:\n  only: {models: [fireworks/accounts/fireworks/models/glm-5p3-flash]}\n");
            assertEquals(
                    0,
                    program.run(Map.of(), List.of("batch", "submit", "in.csv", "--sandbox"))
                            .code());
            program.run(Map.of(), List.of("batch", "cancel", "@last"));
            var said = program.run(Map.of(), List.of("batch", "resume", "--wait", "--json"));
            var status = program.run(Map.of(), List.of("batch", "status", "@last", "--json"));
            assertTrue(status.out().contains("\"state\":\"CANCELLED\""), said.err() + status.out());
            assertEquals(1, program.server().books().batches().size());
        }
    }

    private static SandboxOptions options() {
        return SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ZERO);
    }

    private List<Books.Batch> deliver(String model, SandboxOptions options) throws IOException {
        try (var program = new Program(folder)) {
            program.sandbox(options);
            var rows = new StringBuilder("id,prompt\n");
            for (int i = 1; i <= ROWS; i++)
                rows.append(i)
                        .append(",Name a fruit that begins like ")
                        .append(i)
                        .append('\n');
            Files.writeString(program.here().resolve("in.csv"), rows);
            Files.writeString(program.here().resolve("route.yaml"), "tiers:\n  only: {models: [\"" + model + "\"]}\n");
            var said = program.run(Map.of(), List.of("batch", "submit", "in.csv", "--sandbox", "--wait", "--json"));
            assertEquals(0, said.code(), said.err());
            assertTrue(said.out().contains("\"accepted\":" + ROWS), said.out());
            var answers = Files.readAllLines(program.here().resolve("in.results.csv"));
            assertEquals(ROWS + 1, answers.size());
            assertTrue(answers.get(1).startsWith("1,") && answers.get(1).contains(model), answers.get(1));
            return program.server().books().batches();
        }
    }
}
