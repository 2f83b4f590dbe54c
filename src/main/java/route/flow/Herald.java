package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import route.domain.Hook;
import route.domain.JobState;
import route.domain.Letter;
import route.report.HookBody;
import route.report.JobEnd;
import route.store.Database;
import route.store.JobRecord;
import route.store.NoticeTable.Notice;

/**
 * Tells hooks what happened: each notice at least once, marked after. What cannot be told is tried again with growing
 * pauses, by whichever command comes next, and given up in the end; no job waits for it, and none fails of it.
 */
final class Herald {

    /** The pauses between two tries; there is one try more than pauses. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12));

    /** A try that is cut short is made again after this. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    /** A try that begins late has this long all the same. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** What happened so long before there was a hook for it is not told to the first that comes. */
    private static final Duration STALE = Duration.ofDays(1);

    /** What could not be told for so long is told to nobody any more, should the hook be there again. */
    private static final Duration OLD = Duration.ofDays(7);

    /** A hook that takes longer than this uses up the patience although it takes what it is told. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final World world;
    private final Database store;
    private final Instant end;
    private Duration patience;

    /** @param patience how long the command may still stay */
    Herald(World world, Database store, Duration patience) {
        this.world = world;
        this.store = store;
        this.patience = patience;
        this.end = now().plus(patience);
    }

    /**
     * Tells what is due, each once.
     *
     * @param isStaying whether what becomes due again within the patience is told then
     * @return what is left of the patience: tries that soon worked do not count
     */
    Duration tell(boolean isStaying) {
        dropOld();
        if (world.watch().jobEnd().isNone() && world.watch().alert().isNone()) return patience;
        for (var next = round();
                isStaying && next.isBefore(end) && !world.sleeper().stopping();
                next = round()) {
            world.sleeper().until(next);
        }
        return patience;
    }

    /** Whether there is a hook or not: what nobody was to be told would else wait for ever. */
    private void dropOld() {
        var stale = now().minus(STALE);
        if (store.notices().oldest().filter(it -> it.isBefore(stale)).isEmpty()) return;
        store.inTransaction(() -> store.notices().drop(stale, now().minus(OLD), now()));
    }

    /** Tries everything that is due once; when the next is. */
    private Instant round() {
        var down = new HashSet<Hook>();
        var next = Instant.MAX;
        for (var notice : store.notices().waiting()) {
            if (world.sleeper().stopping()) return next;
            var hook = notice.isOfJob() ? world.watch().jobEnd() : world.watch().alert();
            if (hook.isNone()) continue;
            var due = notice.dueAt().isAfter(now()) ? notice.dueAt() : tell(notice, hook, down);
            next = due.isBefore(next) ? due : next;
        }
        return next;
    }

    /** One try; when the next is. A hook that did not answer is not asked again in the same round. */
    private Instant tell(Notice notice, Hook hook, HashSet<Hook> down) {
        if (down.contains(hook) || !now().isBefore(end)) return Instant.MAX;
        if (!store.inTransaction(() -> store.notices().claim(notice, now().plus(CLAIM)))) return Instant.MAX;
        var began = now();
        var trouble = world.messenger().apply(hook, letter(notice));
        var took = Duration.between(began, now());
        if (trouble.isEmpty()) {
            if (took.compareTo(PROMPT) > 0) patience = patience.minus(took);
            return done(notice, Optional.empty());
        }
        down.add(hook);
        patience = patience.minus(took);
        if (notice.tries() >= PAUSES.size()) {
            var message = what(notice) + " is given up after " + (notice.tries() + 1) + " tries: " + trouble.get();
            world.events().accept(new Event.Noticed(Event.Level.WARNING, message, true));
            return done(notice, trouble);
        }
        var due = now().plus(PAUSES.get(notice.tries()));
        store.inTransaction(() -> store.notices().failed(notice.n(), trouble.get(), due));
        if (notice.tries() == 0) {
            warn(what(notice) + " did not arrive and is tried again: " + trouble.get());
        }
        return due;
    }

    private Instant done(Notice notice, Optional<String> problem) {
        store.inTransaction(() -> store.notices().done(notice.n(), problem, now()));
        return Instant.MAX;
    }

    private void warn(String message) {
        world.events().accept(new Event.Noticed(Event.Level.WARNING, message));
    }

    private static String what(Notice notice) {
        return notice.isOfJob() ? "the hook job_end" : "the hook alert";
    }

    private Letter letter(Notice notice) {
        if (notice.isOfJob()) {
            var job = store.jobs().at(notice.job()).orElseThrow();
            if (notice.held().isEmpty()) {
                var body = HookBody.jobEnd(notice.id(), told(job, job.state(), notice));
                return new Letter(notice.id(), "job_end", now(), body, left());
            }
            var body = HookBody.jobHeld(notice.id(), told(job, JobState.HELD, notice), notice.held());
            return new Letter(notice.id(), "job_held", now(), body, left());
        }
        var raised = store.alerts().find(notice.alert()).orElseThrow();
        var body = HookBody.alert(notice.id(), raised.alert(), raised.since());
        return new Letter(notice.id(), "alert", now(), body, left());
    }

    private JobEnd told(JobRecord job, JobState state, Notice notice) {
        var total = store.spend().total(job.n());
        return new JobEnd(
                job.id(),
                job.name(),
                state,
                job.sandbox(),
                job.rows(),
                job.accepted(),
                job.failed(),
                job.skipped(),
                total.usage(),
                total.cost(),
                Views.estimate(store, job),
                total.baseline(),
                job.output(),
                job.createdAt(),
                notice.madeAt());
    }

    /** How long a try may take that begins now. */
    private Duration left() {
        var left = Duration.between(now(), end);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    private Instant now() {
        return world.clock().instant();
    }
}
