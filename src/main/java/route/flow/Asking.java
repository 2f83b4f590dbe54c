package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.ModelRef;
import route.provider.Dialect;
import route.realtime.Bell;
import route.realtime.Governor;
import route.realtime.Realtime;
import route.realtime.Work;
import route.store.BatchRecord;
import route.store.JobRecord;

/** The real-time batches that this process has at work, and the calls under way for them. */
final class Asking {
    /** How long to wait for an answer before looking round. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Desk desk;
    private final Map<ModelRef, Realtime> talks = new HashMap<>();
    private final Map<String, Governor> governors = new HashMap<>();
    private final Map<Long, Work> works = new LinkedHashMap<>();
    private final Map<Long, ModelRef> models = new HashMap<>();
    private final Map<Long, JobRecord> jobs = new HashMap<>();
    private final Bell bell = new Bell();

    /** Models of which a planned batch could begin, were the one before it taken. */
    private final Set<ModelRef> inLine = new HashSet<>();

    Asking(Desk desk) {
        this.desk = desk;
    }

    boolean isEmpty() {
        return works.isEmpty();
    }

    Optional<Work> work(BatchRecord batch) {
        return Optional.ofNullable(works.get(batch.n()));
    }

    Realtime talk(BatchRecord batch) {
        return talks.get(batch.model());
    }

    /** Whether a batch of this model would be asked from now on, rather than wait behind another. */
    boolean isFree(ModelRef model) {
        var talk = Optional.ofNullable(talks.get(model));
        return talk.map(it -> it.isTaken() && !it.isOver()).orElse(true);
    }

    void noneInLine() {
        inLine.clear();
    }

    /** A planned batch waits for the one before it, and is not due while nothing of that one can be asked either. */
    void standInLine(BatchRecord planned) {
        inLine.add(planned.model());
        var before = talk(planned);
        if (before.inFlight() > 0 || before.isIdle() || !before.nextDue().isAfter(desk.now())) return;
        desk.inTransaction(() -> desk.store().batches().due(planned.n(), before.nextDue(), 0));
    }

    /** Whether a batch that stood in line could begin now. */
    boolean isNextFree() {
        return inLine.stream().anyMatch(this::isFree);
    }

    /** Whether nothing more is asked of a model, and its last answers are still awaited. */
    boolean isLeaving(ModelRef model) {
        return Optional.ofNullable(talks.get(model)).filter(Realtime::isOver).isPresent();
    }

    /** Takes a batch to work, or takes it up again: what was answered is not asked again. */
    void open(JobRecord job, BatchRecord batch) {
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
        works.put(batch.n(), work);
        models.put(batch.n(), batch.model());
        jobs.put(batch.n(), job);
        talks.computeIfAbsent(batch.model(), this::talk).add(work);
    }

    private static String id(Dialect dialect, String line) {
        return dialect.read(line).customId();
    }

    /** The models of one provider share its limits. */
    private Realtime talk(ModelRef model) {
        var remote = desk.remotes().of(model);
        var governor = governors.computeIfAbsent(
                model.provider(),
                it -> new Governor(desk.spec().providers().get(it).rates()));
        var world = desk.world();
        return new Realtime(remote.dialect(), remote.wire(), governor, world.clock(), world.chance(), bell);
    }

    /** Takes what came back and starts what there is room for; how much came. */
    int turn() {
        return talks.values().stream().mapToInt(Realtime::turn).sum();
    }

    /** Waits until something comes back, or for a moment. */
    void listen() {
        try {
            bell.await(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    boolean isUnderWay() {
        return talks.values().stream().anyMatch(it -> it.inFlight() > 0);
    }

    boolean isIdle() {
        return talks.values().stream().allMatch(Realtime::isIdle);
    }

    /** When a call may start next, while none is under way. */
    Instant nextDue() {
        return talks.values().stream()
                .filter(it -> !it.isIdle())
                .map(Realtime::nextDue)
                .min(Instant::compareTo)
                .orElse(desk.now());
    }

    /** Puts a batch away; it may be opened again. */
    void forget(BatchRecord batch) {
        var work = works.remove(batch.n());
        models.remove(batch.n());
        jobs.remove(batch.n());
        work.close();
        talk(batch).remove(work);
    }

    /** Leaves what is over and has nothing under way: its model begins anew. */
    void sweep() {
        talks.entrySet()
                .removeIf(it -> it.getValue().isOver() && it.getValue().inFlight() == 0 && !hasWork(it.getKey()));
    }

    private boolean hasWork(ModelRef model) {
        return models.containsValue(model);
    }

    /** Starts nothing more, and takes what comes back in that time. */
    void waitForAnswers(Duration longest, boolean untilStopped) {
        talks.values().forEach(Realtime::close);
        var end = desk.now().plus(longest);
        while (isUnderWay() && desk.now().isBefore(end)) {
            if (untilStopped && desk.world().sleeper().stopping()) return;
            if (turn() == 0) listen();
        }
    }

    /**
     * What a batch leaves behind when nobody listens any more.
     *
     * @param calls that are under way
     * @param doubtful these and those of before that brought no answer
     */
    record Left(JobRecord job, ModelRef model, int calls, int doubtful) {}

    /** What each batch that is at work would leave behind now, by its number. */
    Map<Long, Left> leftUnderWay() {
        var left = new LinkedHashMap<Long, Left>();
        works.forEach((n, work) ->
                left.put(n, new Left(jobs.get(n), models.get(n), work.asking(), work.doubtful() + work.asking())));
        return left;
    }

    /** Puts everything away as it is. */
    void close() {
        new ArrayList<>(works.values()).forEach(Work::close);
        works.clear();
        models.clear();
        jobs.clear();
        talks.clear();
    }
}
