package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.JobState;
import route.sim.LyingWire;
import route.sim.TestWorld;
import route.wire.Reply;

/** Results that lie ready at a provider are fetched, whatever comes in place of the file, or of the file that was here. */
class KeptTest {
    @TempDir
    Path folder;

    private TestWorld world;

    @BeforeEach
    void open() {
        world = new TestWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private JobView deliver(LyingWire.Liar liar) throws IOException {
        world.onTheWay(wire -> new LyingWire(wire, liar));
        var input =
                Files.writeString(folder.resolve("in.csv"), "prompt,model\na,openai/gpt-6-luna\nb,openai/gpt-6-luna\n");
        try (var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input, Map.of()), false).job();
            return jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(20)));
        }
    }

    private static void isWhole(JobView view) {
        assertEquals(JobState.DELIVERED, view.state());
        assertEquals(new RowCounts(2, 2, 0, 0, 0), view.rows());
        assertEquals(1, view.batches().size());
    }

    @Test
    void successWithoutTheFileIsWaitedOut() throws IOException {
        var asked = new AtomicInteger();
        isWhole(deliver((call, truth) -> call.path().endsWith("/content") && asked.getAndIncrement() < 2
                ? new Reply(202, Map.of(), "still being written")
                : truth.tell()));
        assertTrue(asked.get() > 2);
    }

    @Test
    void aResultFileThatIsNoLongerHereIsFetchedAgain() throws IOException {
        var asked = new AtomicInteger();
        isWhole(deliver((call, truth) -> {
            var reply = truth.tell();
            if (call.path().endsWith("/content") && asked.getAndIncrement() == 0) removeResults();
            return reply;
        }));
        assertTrue(asked.get() > 1);
    }

    private void removeResults() {
        try (var all = Files.walk(folder.resolve("home/jobs"))) {
            for (var it : all.filter(it -> it.toString().endsWith(".jsonl")).toList()) Files.delete(it);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
