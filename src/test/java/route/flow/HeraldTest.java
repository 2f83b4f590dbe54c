package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.AlertLimits;
import route.domain.Hook;
import route.domain.Letter;
import route.domain.Watch;
import route.sim.TestWorld;

/** The end of a job is told at least once, wherever the process dies, and by one process at a time. */
class HeraldTest {

    private static final Hook HOOK = new Hook(List.of("a-program"), "", "", List.of());

    @TempDir
    private Path folder;

    private TestWorld world;
    private final List<String> told = new ArrayList<>();
    private Duration later = Duration.ZERO;

    /** What a test does to its process. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open() {
        world = new TestWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Jobs jobs(BiFunction<Hook, Letter, Optional<String>> messenger) {
        var it = world.world();
        return Jobs.open(new World(
                it.home(),
                () -> Instant.now().plus(later),
                it.zone(),
                it.sleeper(),
                it.chance(),
                it.providers(),
                it.hasKey(),
                it.wires(),
                it.couriers(),
                it.prices(),
                it.events(),
                it.stdin(),
                it.stdout(),
                it.contacts(),
                new Watch(AlertLimits.NONE, HOOK, Hook.NONE, false, false),
                messenger));
    }

    private Optional<String> hear(Hook hook, Letter letter) {
        told.add(letter.id());
        return Optional.empty();
    }

    private void deliver(Jobs jobs) throws Exception {
        var input = Files.writeString(folder.resolve("in.csv"), "prompt\nName a fruit.\n");
        var job = jobs.submit(world.spec(input, Map.of()), false).job();
        jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
    }

    @Test
    void aProcessThatDiesWhileTellingLeavesItToTheNext() throws Exception {
        try (var first = jobs((hook, letter) -> {
            told.add(letter.id());
            throw new Killed();
        })) {
            deliver(first);
            assertThrows(Killed.class, first.watchtower()::tell);
        }
        try (var second = jobs(this::hear)) {
            second.watchtower().tell();
            assertEquals(1, told.size(), "the first may still be at it");
            later = Duration.ofMinutes(3);
            second.watchtower().tell();
            second.watchtower().tell();
        }
        assertEquals(2, told.size());
        assertEquals(told.get(0), told.get(1), "a receiver can tell that it is the same");
    }

    @Test
    void aProcessThatDiesBeforeTellingLeavesItToTheNext() throws Exception {
        try (var first = jobs(this::hear)) {
            deliver(first);
        }
        assertEquals(List.of(), told);
        try (var second = jobs(this::hear)) {
            second.watchtower().tell();
        }
        assertEquals(1, told.size());
    }

    @Test
    void twoProcessesTellItOnce() throws Exception {
        try (var first = jobs(this::hear);
                var second = jobs((hook, letter) -> {
                    first.watchtower().tell();
                    return hear(hook, letter);
                })) {
            deliver(first);
            second.watchtower().tell();
            first.watchtower().tell();
        }
        assertEquals(1, told.size());
    }

    @Test
    void aHookThatIsAwayIsAskedOnceForAllThatWaits() throws Exception {
        try (var jobs = jobs((hook, letter) -> {
            told.add(letter.id());
            return Optional.of("away");
        })) {
            deliver(jobs);
            var input = Files.writeString(folder.resolve("two.csv"), "prompt\nName a tree.\n");
            var job = jobs.submit(world.spec(input, Map.of()), false).job();
            jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
            jobs.watchtower().tell();
        }
        assertEquals(1, told.size());
    }

    @Test
    void aCommandStaysEightSecondsInAllForAHookThatHangs() throws Exception {
        try (var jobs = jobs((hook, letter) -> {
            told.add(letter.id());
            assertTrue(letter.patience().compareTo(Duration.ofSeconds(8)) <= 0, letter::toString);
            later = later.plus(letter.patience());
            return Optional.of("away");
        })) {
            deliver(jobs);
            jobs.watchtower().tell();
            jobs.watchtower().lookAround();
        }
        assertEquals(1, told.size());
        assertTrue(later.compareTo(Duration.ofSeconds(9)) < 0, later::toString);
    }

    @Test
    void aHookThatTakesItsTimeUsesUpThePatienceToo() throws Exception {
        try (var jobs = jobs((hook, letter) -> {
            told.add(letter.id());
            var slow = Duration.ofSeconds(5);
            later = later.plus(letter.patience().compareTo(slow) < 0 ? letter.patience() : slow)
                    .plusMillis(100);
            return Optional.empty();
        })) {
            for (var fruit : List.of("fruit", "tree", "fish")) {
                var input = Files.writeString(folder.resolve(fruit + ".csv"), "prompt\nName a " + fruit + ".\n");
                var job = jobs.submit(world.spec(input, Map.of()), false).job();
                jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
                jobs.watchtower().tell();
            }
        }
        assertEquals(2, told.size(), "the third is left to the next command");
        assertTrue(later.compareTo(Duration.ofSeconds(9)) < 0, later::toString);
    }
}
