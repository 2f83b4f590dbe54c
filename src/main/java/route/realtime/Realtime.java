package route.realtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import route.provider.CallException;
import route.provider.CallException.Declined;
import route.provider.Dialect;
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

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A gateway's word for a call that brought nothing in time; every dialect reads it as an error that may pass. */
    private static final int NO_ANSWER = 504;

    private final Dialect dialect;
    private final Wire wire;
    private final Governor governor;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final Deque<Work> works = new ArrayDeque<>();
    private final PriorityQueue<Asked> again = new PriorityQueue<>(Comparator.comparing(Asked::at));
    private final BlockingQueue<Back> back = new LinkedBlockingQueue<>();
    private Optional<Declined> trouble = Optional.empty();
    private Optional<Failing> failing = Optional.empty();
    private int underWay;
    private boolean closed;

    public Realtime(Dialect dialect, Wire wire, Governor governor, InstantSource clock, RandomGenerator chance) {
        this.dialect = dialect;
        this.wire = wire;
        this.governor = governor;
        this.clock = clock;
        this.chance = chance;
    }

    /** A request with its batch: when it may start or did start, and how often it was tried before. */
    private record Asked(Work work, Request request, int tries, Instant at) {}

    /** What came back of a call: an answer, or why there is none. */
    private record Back(Asked asked, Optional<Reply> reply, Optional<Throwable> lost) {}

    /**
     * Nothing but failures.
     *
     * @param since the first of them
     * @param why the last one's word
     */
    public record Failing(Instant since, String why) {}

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

    /** Asks nothing more; what is under way may still come back. */
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
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
        var over = closed || trouble.isPresent();
        return underWay == 0 && (over || again.isEmpty() && works.isEmpty());
    }

    /** When something can happen next while nothing is under way. */
    public Instant nextDue() {
        var now = clock.instant();
        var ready = works.stream().flatMap(it -> it.peek().stream()).findFirst();
        if (ready.isPresent()) return governor.opensAt(now, ready.get().tokens());
        return again.isEmpty()
                ? now
                : latest(
                        again.peek().at(),
                        governor.opensAt(now, again.peek().request().tokens()));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * Takes what came back, makes it durable, and only then starts what there is room for.
     *
     * @param longest how long to wait for an answer where none is there yet
     * @return how many requests came back
     */
    public int turn(Duration longest) throws InterruptedException {
        var arrived = arrived(longest);
        var touched = new LinkedHashSet<Work>();
        for (var it : arrived) {
            touched.add(it.asked().work());
            take(it);
        }
        var starting = starting(touched);
        touched.forEach(Work::commit);
        starting.forEach(this::send);
        works.removeIf(Work::isTaken);
        return arrived.size();
    }

    private List<Back> arrived(Duration longest) throws InterruptedException {
        var arrived = new ArrayList<Back>();
        if (underWay == 0) return arrived;
        var first = back.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) arrived.add(first);
        back.drainTo(arrived);
        return arrived;
    }

    private List<Asked> starting(Set<Work> touched) {
        var starting = new ArrayList<Asked>();
        if (closed || trouble.isPresent()) return starting;
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
        if (!again.isEmpty() && !again.peek().at().isAfter(now)) {
            var first = again.peek();
            if (!governor.mayStart(now, first.request().tokens())) return Optional.empty();
            again.remove();
            return Optional.of(new Asked(first.work(), first.request(), first.tries(), now));
        }
        for (var work : works) {
            var request = work.peek();
            if (request.isEmpty()) continue;
            if (!governor.mayStart(now, request.get().tokens())) return Optional.empty();
            return work.take().map(it -> new Asked(work, it, 0, now));
        }
        return Optional.empty();
    }

    private void send(Asked asked) {
        underWay++;
        wire.start(asked.request().call())
                .whenComplete((reply, lost) ->
                        back.add(new Back(asked, Optional.ofNullable(reply), Optional.ofNullable(lost))));
    }

    private void take(Back it) {
        underWay--;
        if (it.reply().isPresent()) replied(it.asked(), it.reply().get());
        else lost(it.asked(), it.lost().orElseThrow());
    }

    private void replied(Asked asked, Reply reply) {
        var now = clock.instant();
        if (reply.isOk()) {
            governor.answered(asked.at(), now);
            failing = Optional.empty();
            answer(asked, reply);
            return;
        }
        var no = dialect.trouble(reply);
        if (no instanceof Declined it) declined(asked, reply, it);
        else busy(asked, reply, no);
    }

    /** What is wrong with the request is the row's answer; what is wrong with the account stops everything. */
    private void declined(Asked asked, Reply reply, Declined no) {
        switch (no.kind()) {
            case REQUEST, GONE -> {
                governor.answered(asked.at(), clock.instant());
                failing = Optional.empty();
                answer(asked, reply);
            }
            case KEY, BILLING, MODEL, ADDRESS -> {
                governor.failed();
                trouble = Optional.of(no);
                later(asked, asked.tries(), Duration.ZERO);
            }
        }
    }

    private void busy(Asked asked, Reply reply, CallException why) {
        var now = clock.instant();
        var asks = why instanceof CallException.Busy it ? it.retryAfterSeconds().orElse(0) : 0;
        var pause = asks > 0 ? Duration.ofSeconds(asks) : pause(asked.tries());
        if (reply.status() == 429 || reply.status() == 503 || reply.status() == 529) {
            governor.refused(asked.at(), now, asks > 0 ? pause : Duration.ZERO);
        } else {
            governor.failed();
        }
        failing(now, why.getMessage());
        // Too many requests is no fault of this one: it goes on waiting for its turn.
        if (reply.status() == 429) later(asked, Math.min(asked.tries() + 1, TRIES - 1), pause);
        else if (asked.tries() + 1 < TRIES) later(asked, asked.tries() + 1, pause);
        else answer(asked, reply);
    }

    private void lost(Asked asked, Throwable lost) {
        governor.failed();
        var cause = lost instanceof java.util.concurrent.CompletionException ? lost.getCause() : lost;
        var arrived = !(cause instanceof NoAnswerException it) || it.mayHaveArrived();
        failing(clock.instant(), String.valueOf(cause.getMessage()));
        if (arrived) {
            asked.work().doubt(asked.request());
            answer(asked, new Reply(NO_ANSWER, java.util.Map.of(), ""));
        } else {
            later(asked, Math.min(asked.tries() + 1, TRIES), pause(asked.tries()));
        }
    }

    private void failing(Instant now, String why) {
        failing = Optional.of(new Failing(failing.map(Failing::since).orElse(now), why));
    }

    private void answer(Asked asked, Reply reply) {
        asked.work().answer(asked.request(), dialect.line(asked.request().customId(), reply));
    }

    private void later(Asked asked, int tries, Duration pause) {
        asked.work().comeToNothing(asked.request());
        again.add(
                new Asked(asked.work(), asked.request(), tries, clock.instant().plus(pause)));
    }

    /** Half a second, doubled with each try, between half of it and all of it. */
    private Duration pause(int tries) {
        var whole = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
        var capped = whole.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : whole;
        return Duration.ofMillis((long) (capped.toMillis() * (0.5 + chance.nextDouble() / 2)));
    }
}
