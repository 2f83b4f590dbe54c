package route.cli;

import route.flow.Event;

/** Progress as text. */
final class ProgressBar {

    private static final int LEAST_CELLS = 10;

    private ProgressBar() {}

    /** A bar on one line shorter than {@code width}: {@code t7k2 waiting [=====>     ] 312/500 62 %}. */
    static String text(Event.Progress progress, int width) {
        var head = progress.job() + " " + Untrusted.shown(progress.phase(), 20);
        if (progress.total() <= 0) return Untrusted.shown(head + " " + Figures.count(progress.done()), width - 1);
        var tail = counts(progress);
        var cells = width - 1 - head.length() - tail.length() - 4;
        if (cells < LEAST_CELLS) return Untrusted.shown(head + " " + tail, width - 1);
        var full = Figures.percent(progress.done(), progress.total()) * cells / 100;
        var tip = full < cells ? ">" : "";
        return head + " [" + "=".repeat(full) + tip + " ".repeat(cells - full - tip.length()) + "] " + tail;
    }

    /** Progress on a plain line. */
    static String line(Event.Progress progress) {
        var head = progress.job() + ": " + Untrusted.shown(progress.phase(), 20) + " ";
        return head + (progress.total() <= 0 ? Figures.count(progress.done()) : counts(progress));
    }

    private static String counts(Event.Progress progress) {
        return Figures.count(progress.done()) + "/" + Figures.count(progress.total()) + " "
                + Figures.percent(progress.done(), progress.total()) + " %";
    }
}
