package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.JobState;
import route.flow.JobView;
import route.flow.Sleeper;

/** Watching jobs, on a terminal and in a file. */
class WatchingTest {

    private static final JobView GOING = Sample.job(JobState.RUNNING, Sample.GOING, "");
    private static final JobView DONE = Sample.job(JobState.DELIVERED, Sample.DONE, "");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Jumping clock = new Jumping();
    private String keys = "";

    private static final class Jumping implements Sleeper, InstantSource {
        private Instant now = Sample.NOW;
        private boolean stopping;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public void until(Instant moment) {
            now = moment.isAfter(now) ? moment : now;
        }

        @Override
        public boolean stopping() {
            return stopping;
        }
    }

    private Optional<Character> pressed() {
        if (keys.isEmpty()) return Optional.empty();
        var key = keys.charAt(0);
        keys = keys.substring(1);
        return Optional.of(key);
    }

    private ExitCode watch(boolean terminal, boolean json, JobView... views) {
        var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        var outside = new Outside(
                out,
                out,
                terminal,
                false,
                Map.of("LINES", "5"),
                Path.of("/"),
                Path.of("/"),
                clock,
                java.time.ZoneOffset.UTC,
                clock,
                opening -> {
                    throw new IllegalStateException("nothing is opened");
                },
                (opening, provider) -> Optional.empty(),
                (metrics, address) -> Optional.empty(),
                this::pressed,
                thrown -> Optional.empty());
        var console = new Console(outside, new Globals());
        var queue = new ArrayDeque<>(List.of(views));
        return new Watching(
                        console,
                        () -> List.of(queue.size() > 1 ? queue.poll() : queue.peek()),
                        it -> console.jobText(Paint.OFF).detail(it.get(0)),
                        json)
                .run();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void inAFileEachChangeIsALine() {
        assertEquals(ExitCode.OK, watch(false, false, GOING, GOING, GOING, DONE));
        var news = printed().substring(printed().indexOf("batch_1\n") + "batch_1\n".length());
        assertEquals("t7k2: DELIVERED, 500/500 rows done, $0.0412\n", news.replaceAll("(?m)^t7k2: 400 rows.*\n", ""));
        assertFalse(printed().contains("\u001b"));
    }

    @Test
    void aMachineGetsTheWholeAnewAtEachChange() {
        watch(false, true, GOING, GOING, DONE);
        assertEquals(2, printed().lines().filter(it -> it.startsWith("job ")).count());
    }

    @Test
    void onATerminalItHasAScreenOfItsOwnAndLeavesTheLastOnTheOldOne() {
        assertEquals(ExitCode.OK, watch(true, false, GOING, GOING, DONE));
        var text = printed();
        assertTrue(text.startsWith("\u001b[?1049h\u001b[H"), text);
        var end = text.indexOf("\u001b[?1049l");
        assertTrue(text.substring(end).contains("DELIVERED"), text);
        assertTrue(text.contains("\u001b[Ht7k2 done [="), "a bar comes first");
        var drawn = text.substring(0, text.indexOf("\u001b[H", "\u001b[?1049h\u001b[H".length()));
        assertEquals(4, drawn.chars().filter(it -> it == '\n').count(), "no more than the screen has");
    }

    @Test
    void qQuitsAndAnyOtherKeyDoesNot() {
        keys = "xq";
        assertEquals(ExitCode.OK, watch(true, false, GOING));
        assertTrue(keys.isEmpty());
        assertTrue(printed().contains("\u001b[?1049l"));
    }

    @Test
    void anInterruptLeavesTheOldScreenBack() {
        clock.stopping = true;
        assertEquals(ExitCode.INTERRUPTED, watch(true, false, GOING));
        assertTrue(printed().contains("\u001b[?1049h\u001b[?1049l"), printed());
    }

    @Test
    void aJobThatIsHeldOrGoneIsNews() {
        var held = Sample.job(JobState.HELD, Sample.GOING, "the budget is used up\nraise it");
        assertEquals(
                List.of("t7k2: HELD, 300/500 rows done, $0.0412, held: the budget is used up"),
                Watching.changes(List.of(GOING), List.of(held)));
        assertEquals(List.of("t7k2: no longer open"), Watching.changes(List.of(GOING), List.of()));
        assertEquals(List.of(), Watching.changes(List.of(GOING), List.of(GOING)));
    }
}
