package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import route.domain.BatchState;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Outcome;
import route.domain.Plural;
import route.provider.CallException;
import route.realtime.Realtime;
import route.realtime.Work;
import route.store.BatchRecord;
import route.store.JobRecord;

/**
 * Asks the rows of real-time batches. Such a batch passes the states of any other: it is RUNNING while its rows are
 * asked, and once all have their answer it is ENDED, with its result file already in the job's folder.
 */
final class RealtimeStep implements Step, Calls, AutoCloseable {
    /** How long one pass asks before the other steps have their turn. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    /** How long answers under way are waited for when the process is asked to stop, and when the job was cancelled. */
    private static final Duration AT_STOP = Duration.ofMillis(800);

    private static final Duration AT_CANCEL = Duration.ofSeconds(10);

    /** The same where the time a person gave is over: what is under way is paid for, and worth some patience. */
    private static final Duration AT_LEAVE = Duration.ofSeconds(30);

    /** For how long calls may fail, one and all, before a word is said of it. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Desk desk;
    private final Allowance allowance;
    private final TurnedDown turnedDown;
    private final AskingHours hours;
    private final Asking asking;

    private final Set<ModelRef> told = new HashSet<>();

    RealtimeStep(Desk desk) {
        this.desk = desk;
        this.allowance = new Allowance(desk);
        this.turnedDown = new TurnedDown(desk);
        this.hours = new AskingHours(desk);
        this.asking = new Asking(desk);
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() == JobState.CANCELLING) return cancel(job);
        if (job.state() != JobState.RUNNING) return 0;
        var moved = begin(job);
        if (asking.isEmpty()) return moved;
        moved += ask(job);
        for (var batch : mine(job, BatchState.RUNNING)) {
            var work = asking.work(batch);
            if (work.isEmpty()) continue;
            moved += hours.isNow(batch) ? look(job, batch, work.get()) : leave(job, batch, work.get());
        }
        asking.sweep();
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
            if (asking.work(batch).isEmpty()) begun += takeUp(job, batch);
        }
        asking.noneInLine();
        for (var batch : mine(job, BatchState.PLANNED)) {
            if (!hours.hasCome(batch)) continue;
            // The next batch of a model begins when the last row of the one before has been asked.
            if (!asking.isFree(batch.model())) asking.standInLine(batch);
            else begun += hours.isOver(batch) ? hours.drop(job, batch) : begin(job, batch);
        }
        return begun;
    }

    /** Goes on with a batch that was begun before, unless the last answers of an hour with another price are awaited. */
    private int takeUp(JobRecord job, BatchRecord batch) {
        if (asking.isLeaving(batch.model()) || !hours.hasCome(batch)) return 0;
        asking.open(job, batch);
        var work = asking.work(batch).orElseThrow();
        // An earlier process may have left calls without an answer; what they cost must still be within the budget.
        count(batch, work.doubtful());
        if (!hours.isOver(batch)) return isWithinBudget(batch) ? 0 : put(batch);
        return end(job, batch, work, Accounting.UNASKED);
    }

    private void count(BatchRecord batch, int doubtful) {
        if (doubtful == batch.doubtful()) return;
        desk.inTransaction(() -> desk.store().batches().doubtful(batch.n(), doubtful));
    }

    private boolean isWithinBudget(BatchRecord running) {
        var passed = allowance.overrun(desk.store().batches().get(running.n()));
        passed.ifPresent(desk::hold);
        return passed.isEmpty();
    }

    /** Puts a batch away until a person has mended what stands in its way. */
    private int put(BatchRecord batch) {
        desk.inTransaction(() -> desk.store().batches().failing(batch.n(), desk.now()));
        desk.later(desk.store().batches().get(batch.n()), Optional.empty());
        asking.forget(batch);
        return 0;
    }

    /** Asks nothing more at this hour; what is left waits for the next, or goes into another batch. */
    private int leave(JobRecord job, BatchRecord batch, Work work) {
        var talk = asking.talk(batch);
        talk.close();
        if (work.isDone()) return end(job, batch, work, Outcome.Reason.MISSING.name());
        if (talk.inFlight() > 0) return 1;
        if (hours.isOver(batch)) return end(job, batch, work, Accounting.UNASKED);
        desk.inTransaction(() -> desk.store().batches().seen(batch.n(), "waiting for its hour", work.answered()));
        asking.forget(batch);
        return 0;
    }

    private int begin(JobRecord job, BatchRecord batch) {
        var why = PlanStep.closedBecause(desk.store().jobs().closed(job.n()), batch.model());
        if (!why.isEmpty())
            return turnedDown.elsewhere(
                    job, batch, SubmitStep.what(desk.store().jobs().closed(job.n()), batch), why);
        var refusal = desk.inTransaction(() -> {
            var no = allowance.refusal(batch);
            if (no.isEmpty()) run(batch);
            return no;
        });
        if (refusal.isPresent()) {
            if (asking.isEmpty()) desk.holdOnce(Allowance.NEXT, refusal.get());
            desk.later(batch, Optional.empty());
            return 0;
        }
        asking.open(job, desk.store().batches().get(batch.n()));
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
        desk.store().batches().move(desk.store().batches().get(batch.n()), BatchState.RUNNING, desk.now());
    }

    /** Asks for a slice of time; how much came of it. */
    private int ask(JobRecord job) {
        var end = desk.now().plus(SLICE);
        var back = 0;
        while (!desk.world().sleeper().stopping() && desk.now().isBefore(end)) {
            var came = asking.turn();
            back += came;
            if (asking.isIdle()) return back;
            if (came == 0 && asking.isUnderWay()) asking.listen();
            if (!asking.isUnderWay()) {
                var due = asking.nextDue();
                // What has to wait longer waits with everything else.
                if (due.isAfter(end)) return back;
                desk.world().sleeper().until(due);
            }
            // The next batch does not wait for the end of the slice.
            if (asking.isNextFree()) back += begin(job);
        }
        return Math.max(back, asking.isUnderWay() ? 1 : 0);
    }

    /** Writes down how far a batch has come, and ends it once every row has its answer or nothing more will come. */
    private int look(JobRecord job, BatchRecord batch, Work work) {
        var talk = asking.talk(batch);
        desk.inTransaction(() -> {
            desk.store().batches().seen(batch.n(), "asking", work.answered());
            if (talk.failing().isPresent()) desk.store().batches().failing(batch.n(), desk.now());
            else if (talk.hasAnswered()) desk.store().batches().working(batch.n());
            if (!talk.isIdle()) desk.store().batches().due(batch.n(), talk.nextDue(), 0);
        });
        tell(job, batch, talk);
        if (work.doubtful() > batch.doubtful()) {
            count(batch, work.doubtful());
            if (!isWithinBudget(batch)) talk.close();
        }
        if (work.isDone()) return end(job, batch, work, Outcome.Reason.MISSING.name());
        if (talk.failing().filter(it -> isOut(batch, it.since())).isPresent()) talk.close();
        if (!talk.isOver()) return 0;
        if (talk.inFlight() > 0) return 1;
        if (talk.trouble().isPresent())
            return trouble(job, batch, work, talk.trouble().get());
        // A talk that its budget closed is not out of reach, though its last calls failed.
        if (!isWithinBudget(batch)) return put(batch);
        var out = talk.failing().filter(it -> isOut(batch, it.since()));
        if (out.isEmpty()) return again(batch);
        var provider = batch.model().provider();
        return elsewhere(
                job, batch, work, provider, "out of reach: " + out.get().why());
    }

    /** Says once in an outage why nothing goes on. */
    private void tell(JobRecord job, BatchRecord batch, Realtime talk) {
        var failing = talk.failing().filter(it -> desk.now().isAfter(it.since().plus(QUIET)));
        if (failing.isEmpty()) {
            if (talk.failing().isEmpty()) told.remove(batch.model());
        } else if (told.add(batch.model())) {
            desk.say(
                    Event.Level.WARNING,
                    job,
                    batch.model() + " does not answer, trying again: "
                            + failing.get().why());
        }
    }

    /** It was given up, and then something came back after all. */
    private int again(BatchRecord batch) {
        asking.forget(batch);
        return 1;
    }

    /**
     * Counted from the first failure, be it another process that met it. Since then nobody may have asked for hours: one
     * failure more, by a process that has only just begun, says little.
     */
    private boolean isOut(BatchRecord batch, Instant since) {
        if (asking.talk(batch).failing().filter(it -> it.confirmed()).isEmpty()) return false;
        var first = batch.failingAt().filter(it -> it.isBefore(since)).orElse(since);
        return !desk.now().isBefore(first.plus(desk.spec().failoverAfter()));
    }

    private int trouble(JobRecord job, BatchRecord batch, Work work, CallException.Declined no) {
        return switch (Remedy.of(no, false)) {
            case ELSEWHERE -> elsewhere(job, batch, work, Remedy.closes(batch, no), no.getMessage());
            case MEND, NARROW, UPLOAD_AGAIN -> mend(batch, no);
        };
    }

    private int mend(BatchRecord batch, CallException.Declined no) {
        desk.hold(Remedy.held(batch, no));
        return put(batch);
    }

    /** The rows that have no answer yet go to their tier's next model. */
    private int elsewhere(JobRecord job, BatchRecord batch, Work work, String what, String why) {
        desk.inTransaction(() -> {
            desk.store().jobs().shut(job.n(), what, why, desk.now());
            desk.store().jobs().hurry(job.n());
        });
        desk.say(Event.Level.WARNING, job, what + " is closed to this job: " + why);
        return end(job, batch, work, Accounting.UNASKED);
    }

    /** @param unanswered what a row without an answer came to: a word of {@code Outcome.Reason}, or that it was not asked */
    private int end(JobRecord job, BatchRecord batch, Work work, String unanswered) {
        // Nobody will hear of what is still under way.
        var doubtful = work.doubtful() + work.asking();
        asking.forget(batch);
        desk.inTransaction(() -> {
            var batches = desk.store().batches();
            batches.doubtful(batch.n(), doubtful);
            desk.store().latencies().add(batch.model(), desk.spec().sandbox(), desk.today(), work.times());
            // Counted by what is there, so that a row without an answer does not pass for one that was lost.
            batches.seen(batch.n(), "answered", work.answered());
            batches.fetched(batch.n(), 1, unanswered, "");
            batches.ended(batch.n(), desk.now());
            batches.working(batch.n());
            batches.move(batches.get(batch.n()), BatchState.ENDED, desk.now());
        });
        if (doubtful > 0) {
            var said = " of " + batch.model() + " brought no answer and may have been billed all the same";
            desk.inTransaction(() -> desk.store().jobs().note(job.n(), "calls" + said));
            desk.say(Event.Level.WARNING, job, Plural.of(doubtful, "call") + said);
        }
        return 1;
    }

    /** Nothing more is asked; what is under way may still come, and is kept. */
    private int cancel(JobRecord job) {
        var running = mine(job, BatchState.RUNNING);
        if (running.isEmpty()) return 0;
        for (var batch : running) {
            if (asking.work(batch).isEmpty()) asking.open(job, batch);
        }
        asking.waitForAnswers(AT_CANCEL, true);
        if (desk.world().sleeper().stopping()) return 0;
        for (var batch : running) end(job, batch, asking.work(batch).orElseThrow(), Outcome.Reason.CANCELLED.name());
        return running.size();
    }

    @Override
    public boolean isUnderWay() {
        return asking.isUnderWay();
    }

    @Override
    public void turn() {
        // Whose process is to stop begins nothing more.
        if (!asking.isEmpty() && !desk.world().sleeper().stopping()) asking.turn();
    }

    /** Leaves: what came back until now is kept, what is under way will be asked again. */
    @Override
    public void close() {
        if (asking.isEmpty()) return;
        var stopping = desk.world().sleeper().stopping();
        if (!stopping) asking.leftUnderWay().values().forEach(this::sayOfWaiting);
        asking.waitForAnswers(stopping ? AT_STOP : AT_LEAVE, !stopping);
        asking.leftUnderWay().forEach(this::giveUp);
        asking.close();
    }

    /** Silence for longer than a person allowed would pass for a fault. */
    private void sayOfWaiting(Asking.Left left) {
        if (left.calls() == 0) return;
        desk.say(
                Event.Level.NOTE,
                left.job(),
                "the time is over; the answers to " + Plural.of(left.calls(), "call") + " of " + left.model()
                        + " are awaited for at most " + AT_LEAVE.toSeconds() + " s more");
    }

    /** The state knows at once what may be paid twice, and so does whoever stopped it. */
    private void giveUp(long n, Asking.Left left) {
        desk.inTransaction(() -> desk.store().batches().doubtful(n, left.doubtful()));
        if (left.calls() == 0) return;
        desk.say(
                Event.Level.WARNING,
                left.job(),
                Plural.of(left.calls(), "call") + " of " + left.model()
                        + (left.calls() == 1 ? " was" : " were")
                        + " under way and cannot be awaited; they are asked again, and may be billed twice");
    }
}
