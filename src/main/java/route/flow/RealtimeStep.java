package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Outcome;
import route.domain.RowState;
import route.provider.CallException;
import route.provider.Dialect;
import route.realtime.Realtime;
import route.realtime.Work;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Asks the rows of real-time batches. Such a batch passes the states of any other: it is RUNNING while its rows are
 * asked, and once all have their answer it is ENDED, with its result file already in the job's folder.
 */
final class RealtimeStep implements Step, AutoCloseable {
    /** How long one pass asks before the other steps have their turn. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    /** How long answers under way are waited for when the process is asked to stop, and when the job was cancelled. */
    private static final Duration AT_STOP = Duration.ofMillis(800);

    private static final Duration AT_CANCEL = Duration.ofSeconds(10);

    private final Desk desk;
    private final Allowance allowance;
    private final TurnedDown turnedDown;
    private final AskingHours hours;
    private final Talks talks;
    private final Map<Long, Work> works = new LinkedHashMap<>();

    /** Models of which a planned batch could begin, were the one before it taken. */
    private final Set<ModelRef> waiting = new HashSet<>();

    RealtimeStep(Desk desk) {
        this.desk = desk;
        this.allowance = new Allowance(desk);
        this.turnedDown = new TurnedDown(desk);
        this.hours = new AskingHours(desk);
        this.talks = new Talks(desk);
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() == JobState.CANCELLING) return cancel(job);
        if (job.state() != JobState.RUNNING) return 0;
        var moved = begin(job);
        if (works.isEmpty()) return moved;
        moved += ask(job);
        for (var batch : mine(job, BatchState.RUNNING)) {
            var work = works.get(batch.n());
            if (work != null) moved += hours.isNow(batch) ? look(job, batch, work) : leave(job, batch, work);
        }
        talks.sweep();
        return moved;
    }

    private List<BatchRecord> mine(JobRecord job, BatchState state) {
        return desk.store().batches().inState(job.n(), state).stream()
                .filter(it -> it.lane() == Lane.REALTIME)
                .toList();
    }

    /** Takes on what is due: batches that run already (another process may have begun them), then planned ones. */
    private int begin(JobRecord job) {
        var begun = 0;
        for (var batch : mine(job, BatchState.RUNNING)) {
            if (works.containsKey(batch.n()) || isLeaving(batch.model()) || !hours.hasCome(batch)) continue;
            if (hours.isOver(batch)) begun += end(job, batch, work(job, batch), Accounting.UNASKED);
            else open(job, batch);
        }
        waiting.clear();
        for (var batch : mine(job, BatchState.PLANNED)) {
            if (!hours.hasCome(batch)) continue;
            if (!mayBegin(batch.model())) waiting.add(batch.model());
            else begun += hours.isOver(batch) ? hours.drop(job, batch) : begin(job, batch);
        }
        return begun;
    }

    /** Whether the last answers of an hour with another price are still awaited. */
    private boolean isLeaving(ModelRef model) {
        return talks.find(model).filter(Realtime::isOver).isPresent();
    }

    /** Asks nothing more at this hour; what is left waits for the next, or goes into another batch. */
    private int leave(JobRecord job, BatchRecord batch, Work work) {
        var talk = talks.find(batch.model()).orElseThrow();
        talk.close();
        if (work.isDone()) return end(job, batch, work, Outcome.Reason.MISSING.name());
        if (talk.inFlight() > 0) return 1;
        if (hours.isOver(batch)) return end(job, batch, work, Accounting.UNASKED);
        desk.inTransaction(() -> desk.store().batches().seen(batch.n(), "waiting for its hour", work.answered()));
        forget(batch, work);
        return 0;
    }

    /** The next batch of a model begins when the last row of the one before has been asked. */
    private boolean mayBegin(ModelRef model) {
        var talk = talks.find(model);
        return talk.map(it -> it.isTaken() && !it.isOver()).orElse(true);
    }

    private int begin(JobRecord job, BatchRecord batch) {
        var why = PlanStep.closedBecause(desk.store().jobs().closed(job.n()), batch.model());
        if (!why.isEmpty())
            return turnedDown.elsewhere(job, batch, batch.model().toString(), why);
        var refusal = desk.inTransaction(() -> {
            var no = allowance.refusal(batch);
            if (no.isEmpty()) run(batch);
            return no;
        });
        if (refusal.isPresent()) {
            if (works.isEmpty()) desk.hold(refusal.get());
            desk.later(batch, Optional.empty());
            return 0;
        }
        open(job, desk.store().batches().get(batch.n()));
        return 1;
    }

    /** From here on money may be spent. */
    private void run(BatchRecord planned) {
        desk.store().batches().move(planned, BatchState.SUBMITTING, desk.now());
        desk.store().batches().intent(planned.n(), desk.now());
        desk.store().ledger().reserve(planned, desk.now());
        var batch = desk.store().batches().get(planned.n());
        desk.store().batches().move(batch, BatchState.SUBMITTED, desk.now());
        desk.store().batches().sent(batch.n(), "", desk.now());
        desk.store().rows().moveBatch(batch, RowState.PLANNED, RowState.IN_FLIGHT);
        desk.store().batches().move(desk.store().batches().get(batch.n()), BatchState.RUNNING, desk.now());
    }

    private void open(JobRecord job, BatchRecord batch) {
        var work = work(job, batch);
        works.put(batch.n(), work);
        talks.with(batch.model()).add(work);
    }

    private Work work(JobRecord job, BatchRecord batch) {
        var dialect = desk.remotes().dialect(batch.model());
        desk.contact("before a real-time batch is opened");
        var answers = desk.home().results(job.id(), batch.key(), 0);
        Home.folder(answers.getParent());
        var work = Work.open(
                batch.key(),
                batch.rows(),
                desk.home().shard(job.id(), batch.key()),
                answers,
                answers.resolveSibling(batch.key() + ".asked"),
                line -> id(dialect, line));
        desk.contact("after a real-time batch was opened");
        return work;
    }

    private static String id(Dialect dialect, String line) {
        return dialect.read(line).customId();
    }

    /** Asks for a slice of time; how much came of it. */
    private int ask(JobRecord job) {
        var end = desk.now().plus(SLICE);
        var back = 0;
        while (!desk.world().sleeper().stopping() && desk.now().isBefore(end)) {
            var came = talks.turn();
            back += came;
            if (talks.areIdle()) return back;
            if (came == 0 && talks.areUnderWay()) talks.listen();
            if (!talks.areUnderWay()) {
                var due = talks.nextDue();
                // What has to wait longer waits with everything else.
                if (due.isAfter(end)) return back;
                desk.world().sleeper().until(due);
            }
            // The next batch does not wait for the end of the slice.
            if (waiting.stream().anyMatch(this::mayBegin)) back += begin(job);
        }
        return Math.max(back, talks.areUnderWay() ? 1 : 0);
    }

    /** Writes down how far a batch has come, and ends it once every row has its answer or nothing more will come. */
    private int look(JobRecord job, BatchRecord batch, Work work) {
        var talk = talks.find(batch.model()).orElseThrow();
        desk.inTransaction(() -> {
            desk.store().batches().seen(batch.n(), "asking", work.answered());
            if (work.doubtful() > batch.doubtful()) desk.store().batches().doubtful(batch.n(), work.doubtful());
            talk.failing()
                    .ifPresentOrElse(
                            it -> desk.store().batches().failing(batch.n(), desk.now()),
                            () -> desk.store().batches().working(batch.n()));
            if (!talk.isIdle()) desk.store().batches().due(batch.n(), talk.nextDue(), 0);
        });
        if (work.isDone()) return end(job, batch, work, Outcome.Reason.MISSING.name());
        if (talk.failing().filter(it -> isOut(it.since())).isPresent()) talk.close();
        if (!talk.isOver()) return 0;
        if (talk.inFlight() > 0) return 1;
        if (talk.trouble().isPresent())
            return trouble(job, batch, work, talk.trouble().get());
        if (talk.failing().isEmpty()) return again(batch, work);
        var provider = batch.model().provider();
        return elsewhere(
                job,
                batch,
                work,
                provider,
                "out of reach: " + talk.failing().get().why());
    }

    /** It was given up, and then something came back after all. */
    private int again(BatchRecord batch, Work work) {
        forget(batch, work);
        return 1;
    }

    private boolean isOut(Instant since) {
        return !desk.now().isBefore(since.plus(desk.spec().failoverAfter()));
    }

    private int trouble(JobRecord job, BatchRecord batch, Work work, CallException.Declined no) {
        return switch (Remedy.of(no, false)) {
            case ELSEWHERE -> elsewhere(job, batch, work, Remedy.closes(batch, no), no.getMessage());
            case MEND, NARROW, UPLOAD_AGAIN -> mend(batch, work, no);
        };
    }

    private int mend(BatchRecord batch, Work work, CallException.Declined no) {
        desk.inTransaction(() -> desk.store().batches().failing(batch.n(), desk.now()));
        desk.hold(Remedy.held(batch, no));
        desk.later(desk.store().batches().get(batch.n()), Optional.empty());
        forget(batch, work);
        return 0;
    }

    /** The rows that have no answer yet go to their tier's next model. */
    private int elsewhere(JobRecord job, BatchRecord batch, Work work, String what, String why) {
        desk.inTransaction(() -> {
            desk.store().jobs().shut(job.n(), what, why, desk.now());
            desk.store().jobs().hurry(job.n());
        });
        desk.say(Event.Level.WARNING, job, what + " is closed to this job: " + why);
        return end(job, batch, work, Outcome.Reason.CANCELLED.name());
    }

    /** @param unanswered what a row without an answer came to: a word of {@code Outcome.Reason}, or that it was not asked */
    private int end(JobRecord job, BatchRecord batch, Work work, String unanswered) {
        // Nobody will hear of what is still under way.
        var doubtful = work.doubtful() + work.asking();
        forget(batch, work);
        desk.inTransaction(() -> {
            var batches = desk.store().batches();
            batches.doubtful(batch.n(), doubtful);
            // Counted by what is there, so that a row without an answer does not pass for one that was lost.
            batches.seen(batch.n(), "answered", work.answered());
            batches.fetched(batch.n(), 1, unanswered, "");
            batches.ended(batch.n(), desk.now());
            batches.working(batch.n());
            batches.move(batches.get(batch.n()), BatchState.ENDED, desk.now());
        });
        if (doubtful > 0) {
            var said = "calls of " + batch.model() + " brought no answer and may have been billed all the same";
            desk.inTransaction(() -> desk.store().jobs().note(job.n(), said));
            desk.say(Event.Level.WARNING, job, doubtful + " " + said);
        }
        return 1;
    }

    private void forget(BatchRecord batch, Work work) {
        work.close();
        works.remove(batch.n());
        talks.find(batch.model()).ifPresent(it -> it.remove(work));
    }

    /** Nothing more is asked; what is under way may still come, and is kept. */
    private int cancel(JobRecord job) {
        var running = mine(job, BatchState.RUNNING);
        if (running.isEmpty()) return 0;
        for (var batch : running) {
            if (!works.containsKey(batch.n())) open(job, batch);
        }
        talks.end(AT_CANCEL, true);
        if (desk.world().sleeper().stopping()) return 0;
        for (var batch : running) end(job, batch, works.get(batch.n()), Outcome.Reason.CANCELLED.name());
        return running.size();
    }

    /** Leaves: what came back until now is kept, what is under way will be asked again. */
    @Override
    public void close() {
        if (works.isEmpty()) return;
        talks.end(AT_STOP, false);
        new ArrayList<>(works.values()).forEach(Work::close);
        works.clear();
        talks.forgetAll();
    }
}
