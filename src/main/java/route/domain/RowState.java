package route.domain;

import java.util.EnumSet;
import java.util.Set;

/** Where a row stands. A row is first written down once it has been read and classified. */
public enum RowState {
    CLASSIFIED,
    PLANNED,
    IN_FLIGHT,
    RETURNED,
    ACCEPTED,
    FAILED,
    SKIPPED;

    /**
     * The states this one may turn into. ACCEPTED and SKIPPED are final; FAILED is final until a person asks for
     * another try ({@code batch retry}). From IN_FLIGHT back to PLANNED: the batch was turned down before any row of it
     * was worked on, or turned out to be somebody else's.
     */
    public Set<RowState> next() {
        return switch (this) {
            case CLASSIFIED -> EnumSet.of(PLANNED, ACCEPTED, FAILED, SKIPPED);
            case PLANNED -> EnumSet.of(IN_FLIGHT, RETURNED, CLASSIFIED);
            case IN_FLIGHT -> EnumSet.of(RETURNED, PLANNED);
            case RETURNED -> EnumSet.of(ACCEPTED, CLASSIFIED, FAILED, SKIPPED);
            case FAILED -> EnumSet.of(CLASSIFIED);
            case ACCEPTED, SKIPPED -> EnumSet.noneOf(RowState.class);
        };
    }
}
