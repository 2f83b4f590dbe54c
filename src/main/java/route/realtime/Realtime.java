package route.realtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import route.domain.Outcome;
import route.provider.CallException;
import route.provider.CallException.Declined;
import route.provider.Dialect;
import route.provider.Gateway;
import route.provider.Headroom;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/**
 * Asks the requests of all batches of one model. The calls themselves travel on the wire's own threads; everything
 * else happens in {@link #turn}, on the caller's.
 */
public final class Realtime {
    /** How often one request is asked again after a failure that may pass, before that is its answer for this round. */
    private static final int TRIES = 6;

    /** The same while all others fail as well: then it is the provider that is down. */
    private static final int TRIES_IN_AN_OUTAGE = 20;

    /** The same where too many were asked, which is no fault of this one, unless it alone is more than is allowed. */
    private static final int TURNS = 40;

    /** A gateway's word for a call that brought nothing in time; every dialect reads it as an error that may pass. */
    private static final int NO_ANSWER = 504;

    private static final int TOO_MANY = 429;

    private final Dialect dialect;
    private final Wire wire;
    private final Governor governor;
    private final InstantSource clock;
    private final Backoff backoff;
    private final InVain inVain;
    private final Deque<Work> works = new ArrayDeque<>();
    private final PriorityQueue<Asked> again = new PriorityQueue<>(Comparator.comparing(Asked::at));
    private final Queue<Back> back = new ConcurrentLinkedQueue<>();
    private final Bell bell;
    private Optional<Declined> trouble = Optional.empty();
    private Optional<Failing> failing = Optional.empty();
    private Instant lastAnswer = Instant.MIN;
    private int underWay;
    private boolean closed;

    /** @param bell is rung, by any thread, when something came back for {@link #turn} to take */
    public Realtime(
            Dialect dialect, Wire wire, Governor governor, InstantSource clock, RandomGenerator chance, Bell bell) {
        this.dialect = dialect;
        this.wire = wire;
        this.governor = governor;
        this.clock = clock;
        this.backoff = new Backoff(chance);
        this.inVain = new InVain(governor, backoff);
        this.bell = bell;
    }

    /**
     * A request with its batch.
     *
     * @param tries how often it was tried before
     * @param first when it was tried first
     * @param at when it may start, or did start
     */
    private record Asked(Work work, Request request, int tries, Instant first, Instant at) {}

    /** What came back of a call and when: an answer, or why there is none. */
    private record Back(Asked asked, Instant at, Optional<Reply> reply, Optional<Throwable> lost) {}

    /** Takes a batch on; its requests follow those of the batches before. */
    public void add(Work work) {
        works.add(work);
    }

    /** What only a person can mend; nothing is asked any more once it is there. */
    public Optional<Declined> trouble() {
        return trouble;
    }

    /** Since when calls have failed one and all; empty while they work. */
    public Optional<Failing> failing() {
        return failing;
    }

    /** Whether an answer has come since the talk began. */
    public boolean hasAnswered() {
        return lastAnswer.isAfter(Instant.MIN);
    }

    /** Asks nothing more; what is under way may still come back. */
    public void close() {
        closed = true;
    }

    /** Whether nothing will be asked any more. */
    public boolean isOver() {
        return closed || trouble.isPresent();
    }

    /** Whether every request of every batch has been asked at least once. */
    public boolean isTaken() {
        return works.stream().allMatch(Work::isTaken);
    }

    /** Forgets a batch: nothing of it is under way any more. */
    public void remove(Work work) {
        works.remove(work);
        again.removeIf(it -> it.work() == work);
    }

    public int inFlight() {
        return underWay;
    }

    /** Whether nothing is under way and nothing will start. */
    public boolean isIdle() {
        return underWay == 0 && (isOver() || again.isEmpty() && works.isEmpty());
    }

    /** When something can happen next while nothing is under way. */
    public Instant nextDue() {
        var now = clock.instant();
        // It goes first once it is due, so what it needs decides, however little the others need.
        if (hasDue(now)) return opensAt(now, again.peek().request());
        var ready = works.stream().flatMap(it -> it.peek().stream()).findFirst();
        if (ready.isPresent()) return opensAt(now, ready.get());
        if (again.isEmpty()) return now;
        var opens = opensAt(now, again.peek().request());
        return opens.isBefore(again.peek().at()) ? again.peek().at() : opens;
    }

    private boolean hasDue(Instant now) {
        return !again.isEmpty() && !again.peek().at().isAfter(now);
    }

    private Instant opensAt(Instant now, Request request) {
        return governor.opensAt(now, request.tokens());
    }

    /**
     * Takes what came back, makes it durable, and only then starts what there is room for. Waits for nothing.
     *
     * @return how many requests came back
     */
    public int turn() {
        var touched = new LinkedHashSet<Work>();
        var arrived = 0;
        for (var it = back.poll(); it != null; it = back.poll()) {
            touched.add(it.asked().work());
            take(it);
            arrived++;
        }
        var starting = starting(touched);
        try {
            touched.forEach(Work::commit);
            while (!starting.isEmpty()) {
                send(starting.peek());
                starting.remove();
            }
        } catch (RuntimeException e) {
            starting.forEach(this::stay);
            throw e;
        }
        works.removeIf(Work::isTaken);
        return arrived;
    }

    /** It was about to be asked, and never set out. */
    private void stay(Asked due) {
        governor.failed();
        due.work().comeToNothing(due.request());
        later(due, due.tries(), due.at());
    }

    private Deque<Asked> starting(Set<Work> touched) {
        var starting = new ArrayDeque<Asked>();
        if (isOver()) return starting;
        for (var next = next(); next.isPresent(); next = next()) {
            var it = next.get();
            governor.started(it.request().tokens());
            it.work().ask(it.request());
            touched.add(it.work());
            starting.add(it);
        }
        return starting;
    }

    /** The next request that may start now. */
    private Optional<Asked> next() {
        var now = clock.instant();
        if (hasDue(now)) {
            var first = again.peek();
            if (!governor.mayStart(now, first.request().tokens())) return Optional.empty();
            again.remove();
            return Optional.of(first);
        }
        for (var work : works) {
            var request = work.peek();
            if (request.isEmpty()) continue;
            if (!governor.mayStart(now, request.get().tokens())) return Optional.empty();
            // What failed under an earlier process does not begin anew: a row that always fails has to come to an end.
            return work.take().map(it -> new Asked(work, it, Math.min(TRIES - 1, work.failures(it)), now, now));
        }
        return Optional.empty();
    }

    private void send(Asked due) {
        var asked = new Asked(due.work(), due.request(), due.tries(), due.first(), clock.instant());
        var call = wire.start(due.request().call());
        underWay++;
        call.whenComplete((reply, lost) -> {
            // The time is taken here: how long an answer then waits to be taken says nothing about the provider.
            back.add(new Back(asked, clock.instant(), Optional.ofNullable(reply), Optional.ofNullable(lost)));
            bell.ring();
        });
    }

    private void take(Back it) {
        underWay--;
        if (it.reply().isPresent()) replied(it.asked(), it.at(), it.reply().get());
        else lost(it.asked(), it.at(), it.lost().orElseThrow());
    }

    private void replied(Asked asked, Instant at, Reply reply) {
        Headroom.pause(reply).ifPresent(it -> governor.pause(at.plus(it)));
        if (reply.isOk()) {
            answer(asked, at, reply);
            return;
        }
        var no = dialect.refusal(reply);
        if (no instanceof Declined it) declined(asked, at, reply, it);
        else busy(asked, at, reply, no);
    }

    /** What is wrong with the request is the row's answer; what is wrong with the account stops everything. */
    private void declined(Asked asked, Instant at, Reply reply, Declined no) {
        // Refused at once: its time says nothing about answers.
        governor.failed();
        switch (no.kind()) {
            case REQUEST, GONE -> {
                failing = Optional.empty();
                asked.work()
                        .answer(asked.request(), dialect.line(asked.request().customId(), reply));
            }
            case KEY, BILLING, MODEL, ADDRESS -> stop(asked, at, no);
        }
    }

    private void stop(Asked asked, Instant at, Declined no) {
        trouble = Optional.of(no);
        asked.work().comeToNothing(asked.request());
        later(asked, asked.tries(), at);
    }

    private void busy(Asked asked, Instant at, Reply reply, CallException why) {
        var asks = why instanceof CallException.Busy it ? it.retryAfterSeconds().orElse(0) : 0;
        var pause = asks > 0 ? Duration.ofSeconds(asks) : backoff.after(asked.tries());
        if (reply.status() == TOO_MANY || reply.status() == 503 || reply.status() == 529) {
            governor.refused(asked.at(), at, asks > 0 ? pause : Duration.ZERO);
        } else {
            governor.failed();
        }
        failing(asked, at, why.getMessage(), asks > 0);
        var inDoubt = Gateway.mayHaveArrived(reply);
        if (Gateway.gaveUp(reply) || asked.tries() + 1 >= mostTries(asked, reply)) {
            if (inDoubt) asked.work().doubt(asked.request());
            asked.work().answer(asked.request(), dialect.line(asked.request().customId(), reply));
            return;
        }
        if (inDoubt) asked.work().lose();
        else asked.work().comeToNothing(asked.request());
        later(asked, asked.tries() + 1, at.plus(pause));
    }

    private int mostTries(Asked asked, Reply reply) {
        if (reply.status() == TOO_MANY) return TURNS;
        return lastAnswer.isAfter(asked.first()) ? TRIES : TRIES_IN_AN_OUTAGE;
    }

    private void lost(Asked asked, Instant at, Throwable lost) {
        var cause = lost instanceof CompletionException ? lost.getCause() : lost;
        var arrived = !(cause instanceof NoAnswerException it) || it.mayHaveArrived();
        if (arrived) {
            inVain(asked, at, String.valueOf(cause.getMessage()));
            asked.work()
                    .answer(
                            asked.request(),
                            dialect.line(asked.request().customId(), new Reply(NO_ANSWER, Map.of(), "")));
        } else {
            governor.failed();
            failing(asked, at, String.valueOf(cause.getMessage()), false);
            asked.work().comeToNothing(asked.request());
            later(asked, asked.tries() + 1, at.plus(backoff.after(asked.tries())));
        }
    }

    private void failing(Asked asked, Instant now, String why, boolean confirmed) {
        var one = new Failing(now, why, confirmed);
        failing = Optional.of(failing.map(it -> it.and(one, asked.at())).orElse(one));
    }

    /** A provider's answer. One that reports success and is none, such as a web page, may have been paid for. */
    private void answer(Asked asked, Instant at, Reply reply) {
        var line = dialect.line(asked.request().customId(), reply);
        if (dialect.read(line).outcome() instanceof Outcome.Answered) {
            governor.answered(asked.at(), at);
            asked.work().took(Duration.between(asked.at(), at));
            failing = Optional.empty();
            inVain.over();
            if (at.isAfter(lastAnswer)) lastAnswer = at;
        } else {
            inVain(asked, at, "it sent something that is no answer; base_url may be wrong");
        }
        asked.work().answer(asked.request(), line);
    }

    private void inVain(Asked asked, Instant at, String why) {
        asked.work().doubt(asked.request());
        failing(asked, at, why, false);
        inVain.another(asked.at(), at);
    }

    private void later(Asked asked, int tries, Instant at) {
        again.add(new Asked(asked.work(), asked.request(), tries, asked.first(), at));
    }
}
