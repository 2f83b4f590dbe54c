package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import route.domain.ModelRef;
import route.realtime.Bell;
import route.realtime.Governor;
import route.realtime.Realtime;

/** The models that a job is asking in real time. */
final class Talks {
    /** How long to wait for an answer before looking round. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Desk desk;
    private final Map<ModelRef, Realtime> talks = new HashMap<>();
    private final Map<String, Governor> governors = new HashMap<>();
    private final Bell bell = new Bell();

    Talks(Desk desk) {
        this.desk = desk;
    }

    /** The talk with a model, begun where there is none. */
    Realtime with(ModelRef model) {
        return talks.computeIfAbsent(model, this::begun);
    }

    /** The models of one provider share its limits. */
    private Realtime begun(ModelRef model) {
        var remote = desk.remotes().of(model);
        var governor = governors.computeIfAbsent(
                model.provider(),
                it -> new Governor(desk.spec().providers().get(it).rates()));
        var world = desk.world();
        return new Realtime(remote.dialect(), remote.wire(), governor, world.clock(), world.chance(), bell);
    }

    Optional<Realtime> find(ModelRef model) {
        return Optional.ofNullable(talks.get(model));
    }

    /** One turn of each; how much came back. */
    int turn() {
        return talks.values().stream().mapToInt(Realtime::turn).sum();
    }

    /** Waits a moment for the next answer. */
    void listen() {
        try {
            bell.await(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    boolean areIdle() {
        return talks.values().stream().allMatch(Realtime::isIdle);
    }

    boolean areUnderWay() {
        return talks.values().stream().anyMatch(it -> it.inFlight() > 0);
    }

    /** When something can happen next while nothing is under way. */
    Instant nextDue() {
        return talks.values().stream()
                .filter(it -> !it.isIdle())
                .map(Realtime::nextDue)
                .min(Instant::compareTo)
                .orElse(desk.now());
    }

    /** Asks nothing more, and waits so long at most for what is under way. */
    void end(Duration longest, boolean untilStopped) {
        talks.values().forEach(Realtime::close);
        var end = desk.now().plus(longest);
        while (areUnderWay() && desk.now().isBefore(end)) {
            if (untilStopped && desk.world().sleeper().stopping()) return;
            if (turn() == 0) listen();
        }
    }

    /** Forgets those that are over, once their last answers have come. */
    void sweep() {
        talks.values().removeIf(it -> it.isOver() && it.inFlight() == 0);
    }

    void forgetAll() {
        talks.clear();
    }
}
