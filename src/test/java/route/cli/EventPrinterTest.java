package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import route.domain.BatchState;
import route.domain.JobId;
import route.flow.BatchView;
import route.flow.Event;

class EventPrinterTest {

    private static final JobId JOB = new JobId("t7k2");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant now = Sample.NOW;

    private EventPrinter printer(EventPrinter.Loudness loudness, boolean drawsBar) {
        var err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new EventPrinter(err, () -> now, loudness, 60, drawsBar, Paint.OFF);
    }

    private String printed() {
        var text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private static Event progress(String phase, long done, long total) {
        return new Event.Progress(JOB, phase, done, total);
    }

    @Test
    void withoutATerminalEachChangeIsALine() {
        var printer = printer(EventPrinter.Loudness.NORMAL, false);
        printer.accept(progress("waiting", 0, 500));
        printer.accept(progress("waiting", 100, 500));
        printer.accept(progress("waiting", 500, 500));
        printer.accept(progress("merging", 0, 0));
        assertEquals("""
                t7k2: waiting 0/500 0 %
                t7k2: waiting 500/500 100 %
                t7k2: merging 0
                """, printed());
    }

    @Test
    void withinAChangeALineComesEveryHalfMinute() {
        var printer = printer(EventPrinter.Loudness.NORMAL, false);
        for (int second = 0; second <= 65; second++) {
            printer.accept(progress("waiting", second, 500));
            now = now.plusSeconds(1);
        }
        assertEquals("""
                t7k2: waiting 0/500 0 %
                t7k2: waiting 30/500 6 %
                t7k2: waiting 60/500 12 %
                """, printed());
    }

    @Test
    void aFinishedPhaseIsSaidOnce() {
        var printer = printer(EventPrinter.Loudness.NORMAL, false);
        for (int minute = 0; minute < 5; minute++) {
            printer.accept(progress("waiting", 500, 500));
            now = now.plusSeconds(60);
        }
        assertEquals("t7k2: waiting 500/500 100 %\n", printed());
    }

    @Test
    void onATerminalTheBarIsRedrawnTenTimesASecondAtMost() {
        var printer = printer(EventPrinter.Loudness.NORMAL, true);
        for (int step = 0; step < 1_000; step++) {
            printer.accept(progress("reading", step, 1_000));
            now = now.plus(Duration.ofMillis(1));
        }
        assertEquals(10, printed().chars().filter(it -> it == '\r').count());
    }

    @Test
    void theBarIsOneCharacterShorterThanTheLine() {
        var printer = printer(EventPrinter.Loudness.NORMAL, true);
        printer.accept(progress("waiting", 312, 500));
        assertEquals(
                "\rt7k2 waiting [================>           ] 312/500 62 %".length(),
                printed().length() - 3);
    }

    @Test
    void aLineTakesTheBarAwayFirst() {
        var printer = printer(EventPrinter.Loudness.NORMAL, true);
        printer.accept(progress("x", 3, 0));
        printed();
        printer.accept(new Event.Said(Event.Level.NOTE, JOB, "sent \u001b[2J"));
        assertEquals("\r        \rt7k2: sent ?[2J\n", printed());
        printer.clear();
        assertEquals("", printed());
    }

    @Test
    void progressNeverGoesBackwards() {
        var printer = printer(EventPrinter.Loudness.NORMAL, false);
        for (var done : List.of(100, 300, 250, 400)) {
            printer.accept(progress("waiting", done, 500));
            now = now.plusSeconds(31);
        }
        assertEquals("""
                t7k2: waiting 100/500 20 %
                t7k2: waiting 300/500 60 %
                t7k2: waiting 300/500 60 %
                t7k2: waiting 400/500 80 %
                """, printed());
    }

    @Test
    void severalBatchesAreABlockThatIsDrawnInPlaceAndTakenAway() {
        var printer = printer(EventPrinter.Loudness.NORMAL, true);
        printer.accept(waiting(Sample.batch(BatchState.RUNNING), Sample.batch(BatchState.PLANNED)));
        var first = printed();
        assertEquals(2, first.chars().filter(it -> it == '\n').count());
        now = now.plusSeconds(1);
        printer.accept(waiting(Sample.batch(BatchState.RUNNING), Sample.batch(BatchState.ENDED)));
        var second = printed();
        assertTrue(second.startsWith("\r\u001b[2A\u001b[J"), second);
        assertTrue(second.endsWith("200/400 50 %, ended"), second);
        printer.accept(new Event.Said(Event.Level.NOTE, JOB, "sent"));
        assertEquals("\r\u001b[2A\u001b[Jt7k2: sent\n", printed());
    }

    private static Event.Waiting waiting(BatchView... batches) {
        return new Event.Waiting(new Event.Progress(JOB, "waiting", 300, 500), List.of(batches));
    }

    @Test
    void loudnessDecidesWhatIsSaid() {
        var events = List.of(
                new Event.Said(Event.Level.DETAIL, JOB, "polled"),
                new Event.Said(Event.Level.NOTE, JOB, "sent"),
                new Event.Said(Event.Level.WARNING, JOB, "odd"),
                progress("waiting", 1, 2));
        events.forEach(printer(EventPrinter.Loudness.SILENT, false)::accept);
        assertEquals("", printed());
        events.forEach(printer(EventPrinter.Loudness.NORMAL, false)::accept);
        assertEquals("t7k2: sent\nwarning: t7k2: odd\nt7k2: waiting 1/2 50 %\n", printed());
        events.forEach(printer(EventPrinter.Loudness.DETAILED, false)::accept);
        assertEquals("t7k2: polled\nt7k2: sent\nwarning: t7k2: odd\nt7k2: waiting 1/2 50 %\n", printed());
    }
}
