package route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole jobs over Gemini's protocol. */
class GeminiJobTest extends OwnProtocolContract {
    GeminiJobTest() {
        super("gemini", "gemini-2.5-flash-lite", "gemini-3.8-flash");
    }

    @Override
    String refusedParameter() {
        return ",\"temperature\":2.5}\n";
    }

    @Override
    String refusal() {
        return "temperature must be in the range [0, 2]";
    }

    @Test
    void aCancelledJobHasNoResultsHereAndItsRowsAreNotBoughtAgain() throws IOException {
        program().sandbox(QUICK.taking(Duration.ZERO, Duration.ofSeconds(3)));
        assertEquals(
                0,
                program()
                        .run(Map.of(), List.of("batch", "submit", "in.csv", "--sandbox"))
                        .code());
        var said = program().run(Map.of(), List.of("batch", "cancel", "@last", "--wait"));
        var lines = Files.readAllLines(program().here().resolve("in.results.csv"));
        assertEquals(41, lines.size(), said.err());
        var accepted = lines.stream().filter(it -> it.contains(",accepted,")).count();
        var bought = program().server().books().batches();
        assertEquals(40, bought.stream().mapToLong(it -> it.rows()).sum(), bought.toString());
        assertEquals(0, accepted, said.err());
    }
}
