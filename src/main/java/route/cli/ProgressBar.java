package route.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.flow.BatchView;
import route.flow.Event;

/** Progress as text. */
final class ProgressBar {

    private static final int LEAST_CELLS = 10;
    private static final int MOST_BATCHES = 8;

    private ProgressBar() {}

    /** A bar on one line shorter than {@code width}: {@code t7k2 waiting [=====>     ] 312/500 62 %}. */
    static String text(Event.Progress progress, int width) {
        var head = head(progress);
        if (progress.total() <= 0) return Untrusted.shown(head + " " + Figures.count(progress.done()), width - 1);
        return bar(head, progress.done(), progress.total(), "", width);
    }

    /** A bar for the job, with the time at which it will probably be done, and one for each batch, where there are several. */
    static List<String> lines(Event.Waiting waiting, Instant now, int width) {
        var all = waiting.all();
        var batches = waiting.batches();
        var lines = new ArrayList<String>();
        lines.add(bar(head(all), all.done(), all.total(), ready(end(batches), now), width));
        if (batches.size() < 2) return lines;
        var names = batches.stream()
                .limit(MOST_BATCHES)
                .mapToInt(it -> name(it).length())
                .max()
                .orElse(0);
        for (var it : batches.subList(0, Math.min(MOST_BATCHES, batches.size()))) {
            var head = "  " + name(it) + " ".repeat(names - name(it).length());
            lines.add(bar(head, Math.min(it.done(), it.rows()), it.rows(), tail(it, now), width));
        }
        if (batches.size() > MOST_BATCHES) lines.add("  and " + (batches.size() - MOST_BATCHES) + " more");
        return lines;
    }

    private static String name(BatchView batch) {
        return Untrusted.shown(batch.model().toString(), 28);
    }

    /** When the last batch will probably end; empty where one of them cannot be told. */
    private static Optional<Instant> end(List<BatchView> batches) {
        if (batches.isEmpty() || batches.stream().anyMatch(it -> it.expectedAt().isEmpty())) return Optional.empty();
        return batches.stream().map(it -> it.expectedAt().orElseThrow()).max(Instant::compareTo);
    }

    private static String tail(BatchView batch, Instant now) {
        return switch (batch.state()) {
            case SUBMITTED, RUNNING -> ready(batch.expectedAt(), now);
            case PLANNED, SUBMITTING -> ", to be sent";
            case CANCELLING -> ", being cancelled";
            case ENDED -> ", ended";
            case COLLECTED, REFUSED, LOST, DROPPED -> "";
        };
    }

    /** A time of day does not grow old while nothing is drawn. */
    private static String ready(Optional<Instant> at, Instant now) {
        return at.map(it -> ", usually done by " + Figures.clock(it, now)).orElse("");
    }

    /** Progress on a plain line. */
    static String line(Event.Progress progress) {
        var head = progress.job() + ": " + Untrusted.shown(progress.phase(), 20) + " ";
        return head
                + (progress.total() <= 0 ? Figures.count(progress.done()) : counts(progress.done(), progress.total()));
    }

    private static String head(Event.Progress progress) {
        return progress.job() + " " + Untrusted.shown(progress.phase(), 20);
    }

    private static String bar(String head, long done, long total, String remark, int width) {
        var tail = counts(done, total) + remark;
        var cells = width - 1 - head.length() - tail.length() - 4;
        if (cells < LEAST_CELLS && !remark.isEmpty()) return bar(head, done, total, "", width);
        if (cells < LEAST_CELLS) return Untrusted.shown(head + " " + tail, width - 1);
        var full = Figures.percent(done, total) * cells / 100;
        var tip = full < cells ? ">" : "";
        return head + " [" + "=".repeat(full) + tip + " ".repeat(cells - full - tip.length()) + "] " + tail;
    }

    private static String counts(long done, long total) {
        return Figures.count(done) + "/" + Figures.count(total) + " " + Figures.percent(done, total) + " %";
    }
}
