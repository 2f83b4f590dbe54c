package route.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import route.flow.Event;

/**
 * Tells a person what the flow does: a bar that is redrawn on a terminal, else a line for each change and at most one
 * for every half minute within a change.
 */
final class EventPrinter {

    /** How much is said. */
    enum Loudness {
        SILENT,
        NORMAL,
        DETAILED
    }

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final PrintStream err;
    private final InstantSource clock;
    private final Loudness loudness;
    private final int width;
    private final boolean drawsBar;
    private final Paint paint;
    private Instant drawnAt = Instant.EPOCH;
    private String drawn = "";
    private final Ratchet ratchet = new Ratchet();
    private List<String> bars = List.of();

    /**
     * @param width of a line, in characters
     * @param drawsBar whether progress is a bar that is redrawn, which only a terminal can show
     */
    EventPrinter(PrintStream err, InstantSource clock, Loudness loudness, int width, boolean drawsBar, Paint paint) {
        this.err = err;
        this.clock = clock;
        this.loudness = loudness;
        this.width = width;
        this.drawsBar = drawsBar;
        this.paint = paint;
    }

    void accept(Event event) {
        if (loudness == Loudness.SILENT && !(event instanceof Event.Noticed it && it.isAlwaysSaid())) return;
        if (event instanceof Event.Said said) say(said.level(), line(said));
        if (event instanceof Event.Noticed noticed) say(noticed.level(), Untrusted.shown(noticed.message()));
        if (event instanceof Event.Planned planned) {
            print(PlanText.render(planned.plan(), width, paint));
        }
        if (event instanceof Event.Progress progress) {
            var forward = ratchet.forward(progress);
            progress(forward, () -> List.of(ProgressBar.text(forward, width)));
        }
        if (event instanceof Event.Waiting waiting) {
            var forward = ratchet.forward(waiting);
            progress(forward.all(), () -> ProgressBar.lines(forward, clock.instant(), width));
        }
    }

    /** Prints a line of the program's own. */
    void line(String text) {
        if (loudness != Loudness.SILENT) print(text + "\n");
    }

    /** Takes the bars away, so that something else can be printed. */
    void clear() {
        err.print(away());
        err.flush();
        bars = List.of();
    }

    /** What takes the bars away and leaves the cursor where they began. */
    private String away() {
        if (bars.isEmpty()) return "";
        if (bars.size() > 1) return "\r\u001b[" + (bars.size() - 1) + "A\u001b[J";
        return "\r" + " ".repeat(bars.get(0).length()) + "\r";
    }

    private void say(Event.Level level, String line) {
        switch (level) {
            case DETAIL -> {
                if (loudness == Loudness.DETAILED) print(paint.faint(line) + "\n");
            }
            case NOTE -> print(line + "\n");
            case WARNING -> print(paint.warning("warning: ") + line + "\n");
        }
    }

    private static String line(Event.Said said) {
        return said.job() + ": " + Untrusted.shown(said.message());
    }

    private void print(String text) {
        clear();
        err.print(text);
        err.flush();
    }

    private void progress(Event.Progress progress, Supplier<List<String>> text) {
        var now = clock.instant();
        var step = progress.job() + " " + progress.phase();
        var isDone = progress.total() > 0 && progress.done() >= progress.total();
        var key = step + (isDone ? " done" : "");
        var pause = drawsBar ? REDRAW : HEARTBEAT;
        if (key.equals(drawn) && now.isBefore(drawnAt.plus(pause))) return;
        if (key.equals(drawn) && isDone) return;
        drawn = key;
        drawnAt = now;
        if (drawsBar) draw(text.get());
        else print(ProgressBar.line(progress) + "\n");
    }

    /** One bar is drawn over the one before, which flickers least; several are taken away first. */
    private void draw(List<String> lines) {
        if (bars.size() > 1 || lines.size() > 1) {
            err.print(away() + String.join("\n", lines));
        } else {
            var before = bars.isEmpty() ? 0 : bars.get(0).length();
            err.print("\r" + lines.get(0)
                    + " ".repeat(Math.max(0, before - lines.get(0).length())));
        }
        err.flush();
        bars = List.copyOf(lines);
    }
}
