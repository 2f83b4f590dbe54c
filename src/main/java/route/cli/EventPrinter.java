package route.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private String bar = "";

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
        if (loudness == Loudness.SILENT) return;
        if (event instanceof Event.Said said) say(said.level(), line(said));
        if (event instanceof Event.Noticed noticed) say(noticed.level(), Untrusted.shown(noticed.message()));
        if (event instanceof Event.Planned planned) {
            print(PlanText.render(planned.plan(), width, paint));
        }
        if (event instanceof Event.Progress progress) progress(progress);
    }

    /** Prints a line of the program's own. */
    void line(String text) {
        if (loudness != Loudness.SILENT) print(text + "\n");
    }

    /** Takes the bar away, so that something else can be printed. */
    void clear() {
        if (!bar.isEmpty()) err.print("\r" + " ".repeat(bar.length()) + "\r");
        err.flush();
        bar = "";
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

    private void progress(Event.Progress progress) {
        var now = clock.instant();
        var step = progress.job() + " " + progress.phase();
        var isDone = progress.total() > 0 && progress.done() >= progress.total();
        var key = step + (isDone ? " done" : "");
        var pause = drawsBar ? REDRAW : HEARTBEAT;
        if (key.equals(drawn) && now.isBefore(drawnAt.plus(pause))) return;
        if (key.equals(drawn) && isDone) return;
        drawn = key;
        drawnAt = now;
        if (drawsBar) draw(ProgressBar.text(progress, width));
        else print(ProgressBar.line(progress) + "\n");
    }

    private void draw(String text) {
        var shorter = Math.max(0, bar.length() - text.length());
        err.print("\r" + text + " ".repeat(shorter));
        err.flush();
        bar = text;
    }
}
