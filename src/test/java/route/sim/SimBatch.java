package route.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A batch at a provider: its whole life is decided when it is made, and unfolds with the clock. */
public final class SimBatch {

    /** Where it stands. */
    enum Stage {
        CHECKING,
        FAILED,
        WORKING,
        FINALIZING,
        CANCELLING,
        DONE,
        EXPIRED,
        CANCELLED
    }

    private final String id;
    private final List<SimRow> rows;
    private final Map<String, String> labels;
    private final Instant createdAt;
    private final Terms terms;
    private final Duration checking;
    private final Duration perRow;
    private final Duration finalizing;
    private final Duration cancelling;
    private final boolean countersFall;
    private final Instant listedFrom;
    private final Instant knownFrom;
    private final Instant oddUntil;
    private final Instant vanishesAt;
    private Instant cancelledAt = Instant.MAX;
    private String failure = "";
    private int failedLine;
    private boolean settled;
    private boolean stranger;

    SimBatch(String id, List<SimRow> rows, Map<String, String> labels, Instant now, Mischief mischief, Terms terms) {
        this.terms = terms;
        var chance = mischief.chance();
        this.id = id;
        this.rows = List.copyOf(rows);
        this.labels = Map.copyOf(labels);
        this.createdAt = now;
        this.checking = seconds(chance, 1, 120);
        this.perRow = mischief.strikes(Fault.EXPIRES) ? seconds(chance, 3_000, 90_000) : seconds(chance, 1, 600);
        this.finalizing = mischief.strikes(Fault.STUCK) ? seconds(chance, 3_600, 100_000) : seconds(chance, 0, 60);
        this.cancelling = seconds(chance, 1, 600);
        this.countersFall = mischief.strikes(Fault.COUNTERS_FALL);
        this.listedFrom = mischief.strikes(Fault.LIST_LAGS) ? now.plus(seconds(chance, 1, 90)) : now;
        this.knownFrom = mischief.strikes(Fault.UNKNOWN_AT_FIRST) ? now.plus(seconds(chance, 1, 120)) : now;
        this.oddUntil = mischief.strikes(Fault.ODD_WORD) ? now.plus(seconds(chance, 60, 7_200)) : now;
        this.vanishesAt = mischief.strikes(Fault.VANISHES) ? now.plus(seconds(chance, 1, 20_000)) : Instant.MAX;
        if (mischief.strikes(Fault.CANCELLED)) cancelledAt = now.plus(seconds(chance, 1, 10_000));
    }

    private static Duration seconds(Random chance, int least, int most) {
        return Duration.ofSeconds(least + chance.nextInt(most - least + 1));
    }

    String id() {
        return id;
    }

    List<SimRow> rows() {
        return rows;
    }

    /** What the one who made it left with it: file id, endpoint, metadata. */
    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return createdAt.plus(terms.window());
    }

    /** It never worked: the file check turned it down, at this line (0 for none). */
    void fail(String code, int line) {
        failure = code;
        failedLine = line;
    }

    String failure() {
        return failure;
    }

    int failedLine() {
        return failedLine;
    }

    void byStranger() {
        stranger = true;
    }

    boolean isStrangers() {
        return stranger;
    }

    boolean isListed(Instant now) {
        return !now.isBefore(listedFrom) && !isGone(now);
    }

    boolean isKnown(Instant now) {
        return !now.isBefore(knownFrom) && !isGone(now);
    }

    boolean isGone(Instant now) {
        return !now.isBefore(vanishesAt);
    }

    /** Whether it will vanish one day, or has. */
    boolean vanishes() {
        return vanishesAt.isBefore(Instant.MAX);
    }

    boolean isOdd(Instant now) {
        return now.isBefore(oddUntil) && !isOver(now);
    }

    boolean isOver(Instant now) {
        return switch (stage(now)) {
            case FAILED, DONE, EXPIRED, CANCELLED -> true;
            case CHECKING, WORKING, FINALIZING, CANCELLING -> false;
        };
    }

    private Instant start() {
        return createdAt.plus(checking);
    }

    private Instant worked(int rowsDone) {
        return start().plus(perRow.multipliedBy(rowsDone));
    }

    private Instant naturalEnd() {
        var end = worked(rows.size()).plus(finalizing);
        return end.isBefore(expiresAt()) ? end : expiresAt();
    }

    private boolean isCancelled(Instant now) {
        return !now.isBefore(cancelledAt) && cancelledAt.isBefore(naturalEnd());
    }

    Stage stage(Instant now) {
        if (now.isBefore(start()) && now.isBefore(cancelledAt)) return Stage.CHECKING;
        if (!failure.isEmpty()) return Stage.FAILED;
        if (isCancelled(now)) {
            return now.isBefore(cancelledAt.plus(cancelling)) ? Stage.CANCELLING : Stage.CANCELLED;
        }
        if (!now.isBefore(naturalEnd())) {
            return worked(rows.size()).isBefore(expiresAt()) ? Stage.DONE : Stage.EXPIRED;
        }
        return now.isBefore(worked(rows.size())) ? Stage.WORKING : Stage.FINALIZING;
    }

    /** When it was cancelled, by whomever; empty where it was not, or too late. */
    Optional<Instant> cancelledAt(Instant now) {
        return isCancelled(now) ? Optional.of(cancelledAt) : Optional.empty();
    }

    /** Whether it ended in a way after which there are no results. */
    boolean leavesNothing(Instant now) {
        return terms.empty().contains(stage(now));
    }

    boolean countersFall() {
        return countersFall;
    }

    /** Asks it to stop; false where it is too late. */
    boolean cancel(Instant now) {
        if (isOver(now)) return false;
        if (now.isBefore(cancelledAt)) cancelledAt = now;
        return true;
    }

    /** How many rows the provider says are done. */
    long counted(Instant now) {
        var stage = stage(now);
        if (stage == Stage.CHECKING || stage == Stage.FAILED) return 0;
        if (countersFall && (stage == Stage.CANCELLING || stage == Stage.CANCELLED)) return 0;
        return doneBy(now);
    }

    private int doneBy(Instant now) {
        var until = now.isBefore(cancelledAt) ? now : cancelledAt;
        if (vanishesAt.isBefore(until)) until = vanishesAt;
        if (expiresAt().isBefore(until)) until = expiresAt();
        var done = 0;
        while (done < rows.size() && !worked(done + 1).isAfter(until)) done++;
        return done;
    }

    /** Works on what was to be worked on, once it is over. */
    void settle(Instant now, Books books) {
        if (settled || !isOver(now) && !isGone(now)) return;
        settled = true;
        if (!failure.isEmpty() || stranger || leavesNothing(now)) return;
        for (var row : rows.subList(0, doneBy(now))) books.work(row);
    }

    /** Rows whose turn never came, of a batch that is over. */
    List<SimRow> unserved() {
        var left = new ArrayList<>(rows);
        left.removeIf(it -> it.work() != SimRow.Work.NONE);
        return left;
    }

    @Override
    public String toString() {
        return id + " of " + rows.size() + " rows made " + createdAt + (stranger ? " by a stranger" : "")
                + (vanishes() ? ", vanishing " + vanishesAt : "") + (failure.isEmpty() ? "" : ", failed: " + failure);
    }
}
