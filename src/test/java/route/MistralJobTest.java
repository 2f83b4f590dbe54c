package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole jobs over Mistral's protocol. */
class MistralJobTest extends OwnProtocolContract {
    MistralJobTest() {
        super("mistral", "mistral-small-2603", "magistral-medium-latest");
    }

    @Override
    String refusedParameter() {
        return ",\"top_p\":1.5}\n";
    }

    @Override
    String refusal() {
        return "top_p: Input should be less than or equal to 1";
    }

    @Test
    void resultsThatAreKeptForADayAreWarnedOfInItsLastHours() {
        var early = warningAfter(Duration.ofHours(17));
        assertFalse(early.contains("keeps the results"), early);
        var late = warningAfter(Duration.ofHours(19));
        assertTrue(late.contains("mistral keeps the results of batch"), late);
    }

    private String warningAfter(Duration time) {
        var submitted =
                program().run(Map.of(), List.of("batch", "submit", "in.csv", "--sandbox", "--again", "--overwrite"));
        assertEquals(0, submitted.code(), submitted.err());
        program().later(time);
        return program().run(Map.of(), List.of("batch", "resume", "@last")).err();
    }

    @Test
    void aCancelledJobKeepsTheAnswersThatWereGiven() throws IOException {
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
        assertEquals(bought.stream().mapToLong(it -> it.billed()).sum(), accepted, said.err());
    }
}
