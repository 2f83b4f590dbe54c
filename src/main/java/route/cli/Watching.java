package route.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import route.flow.BatchView;
import route.flow.Event;
import route.flow.JobView;

/**
 * Shows jobs anew until none is open: on a terminal on a screen of its own, which is left as it was; elsewhere one line
 * for each change.
 */
final class Watching {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LISTEN = Duration.ofMillis(200);
    private static final String OWN_SCREEN = "\u001b[?1049h";
    private static final String OLD_SCREEN = "\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final int USUAL_HEIGHT = 24;

    private final Console console;
    private final Supplier<List<JobView>> look;
    private final Function<List<JobView>, String> text;
    private final boolean json;
    private final Ratchet ratchet = new Ratchet();
    private boolean quit;

    /** @param json whether the text is for machines, which get it anew at each change */
    Watching(Console console, Supplier<List<JobView>> look, Function<List<JobView>, String> text, boolean json) {
        this.console = console;
        this.look = look;
        this.text = text;
        this.json = json;
    }

    ExitCode run() {
        var onScreen = !json
                && console.outside().outIsTerminal()
                && !console.outside().env().getOrDefault("TERM", "").equals("dumb");
        return onScreen ? onScreen() : inLines();
    }

    private ExitCode onScreen() {
        var shown = look.get();
        console.print(OWN_SCREEN);
        try {
            while (isOpen(shown) && !quit && !isStopping()) {
                draw(shown);
                pause();
                shown = look.get();
            }
        } finally {
            console.print(OLD_SCREEN);
        }
        console.print(text.apply(shown));
        return isStopping() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    /** Line over line, so that nothing flickers; no more lines than the screen has, or it would scroll. */
    private void draw(List<JobView> jobs) {
        var lines = new ArrayList<>(bars(jobs));
        text.apply(jobs).lines().forEach(lines::add);
        var room = height() - 2;
        var drawn = new StringBuilder(HOME);
        lines.stream()
                .limit(room)
                .forEach(it -> drawn.append(it).append(CLEAR_LINE).append('\n'));
        if (lines.size() > room) drawn.append("...").append(CLEAR_LINE).append('\n');
        console.print(drawn + console.outPaint().faint("q quits; the jobs go on without") + CLEAR_BELOW);
    }

    /** Of one job whose batches are known: how far each has come. */
    private List<String> bars(List<JobView> jobs) {
        var open = jobs.stream()
                .flatMap(it -> it.batches().stream())
                .filter(it -> !it.state().isFinal())
                .toList();
        if (jobs.size() != 1 || open.isEmpty()) return List.of();
        var job = jobs.get(0);
        var done = open.stream().mapToLong(it -> Math.min(it.done(), it.rows())).sum();
        var all = new Event.Progress(
                job.id(), "done", JobText.done(job.rows()) + done, job.rows().total());
        var lines = new ArrayList<>(ProgressBar.lines(
                ratchet.forward(new Event.Waiting(all, open)),
                console.outside().clock().instant(),
                console.width()));
        lines.add("");
        return lines;
    }

    private int height() {
        var rows = console.outside().env().getOrDefault("LINES", "");
        return rows.matches("\\d{1,4}") ? Math.max(5, Integer.parseInt(rows)) : USUAL_HEIGHT;
    }

    private ExitCode inLines() {
        var shown = look.get();
        console.print(text.apply(shown));
        while (isOpen(shown)) {
            console.outside()
                    .sleeper()
                    .until(console.outside().clock().instant().plus(LOOK));
            if (isStopping()) return ExitCode.INTERRUPTED;
            var next = look.get();
            if (json && !next.equals(shown)) console.print(text.apply(next));
            if (!json) changes(shown, next).forEach(it -> console.print(it + "\n"));
            shown = next;
        }
        return ExitCode.OK;
    }

    private void pause() {
        var clock = console.outside().clock();
        var end = clock.instant().plus(LOOK);
        while (clock.instant().isBefore(end) && !isStopping()) {
            console.outside().sleeper().until(clock.instant().plus(LISTEN));
            quit = console.outside()
                    .pressed()
                    .get()
                    .filter(it -> it == 'q' || it == 'Q')
                    .isPresent();
            if (quit) return;
        }
    }

    private boolean isStopping() {
        return console.outside().sleeper().stopping();
    }

    private static boolean isOpen(List<JobView> jobs) {
        return jobs.stream().anyMatch(it -> it.state().isOpen());
    }

    /** A line for each job that changed, and for each batch whose state did. */
    static List<String> changes(List<JobView> before, List<JobView> after) {
        var lines = new ArrayList<String>();
        for (var job : after) {
            var old = before.stream().filter(it -> it.id().equals(job.id())).findFirst();
            old.ifPresent(it -> batches(it, job, lines));
            if (old.isEmpty() || isNews(old.get(), job)) lines.add(line(job));
        }
        for (var old : before) {
            if (after.stream().noneMatch(it -> it.id().equals(old.id()))) lines.add(old.id() + ": no longer open");
        }
        return lines;
    }

    private static boolean isNews(JobView old, JobView job) {
        return old.state() != job.state()
                || !old.rows().equals(job.rows())
                || !old.held().equals(job.held());
    }

    private static String line(JobView job) {
        var held = job.held().isEmpty()
                ? ""
                : ", held: " + Untrusted.shown(job.held().lines().findFirst().orElse(""));
        return job.id() + ": " + job.state() + ", " + Figures.count(JobText.done(job.rows())) + "/"
                + Figures.count(job.rows().total()) + " rows done, " + Figures.amount(job.cost()) + held;
    }

    private static void batches(JobView old, JobView job, List<String> lines) {
        for (var batch : job.batches()) {
            var state = find(old, batch.key()).map(BatchView::state);
            if (state.isPresent() && state.get() == batch.state()) continue;
            lines.add(job.id() + ": " + Figures.count(batch.rows(), "row") + " of " + batch.model() + " are "
                    + batch.state());
        }
    }

    private static Optional<BatchView> find(JobView job, String key) {
        return job.batches().stream().filter(it -> it.key().equals(key)).findFirst();
    }
}
