package route.domain;

import java.util.EnumSet;
import java.util.Set;

/** Where a shard stands on its way through a provider. */
public enum BatchState {
    PLANNED,
    SUBMITTING,
    SUBMITTED,
    RUNNING,
    CANCELLING,
    ENDED,
    COLLECTED,
    REFUSED,
    LOST,
    DROPPED;

    /**
     * The states this one may turn into; none when it is final. From SUBMITTING back to PLANNED: it certainly did not
     * arrive. From SUBMITTED back to PLANNED: the provider's queue was full. From PLANNED to REFUSED: its upload was.
     * From a later state back to SUBMITTING: the batch that a search took for ours was not.
     */
    public Set<BatchState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(SUBMITTING, DROPPED, REFUSED);
            case SUBMITTING -> EnumSet.of(PLANNED, SUBMITTED, REFUSED);
            case SUBMITTED -> EnumSet.of(PLANNED, SUBMITTING, RUNNING, CANCELLING, ENDED, REFUSED, LOST);
            case RUNNING -> EnumSet.of(SUBMITTING, CANCELLING, ENDED, REFUSED, LOST);
            case CANCELLING -> EnumSet.of(SUBMITTING, ENDED, REFUSED, LOST);
            case ENDED -> EnumSet.of(COLLECTED, SUBMITTING, LOST);
            case COLLECTED, REFUSED, LOST, DROPPED -> EnumSet.noneOf(BatchState.class);
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }

    public BatchState to(BatchState target) {
        if (next().contains(target)) return target;
        throw new IllegalStateException("a batch may not go from " + this + " to " + target);
    }
}
