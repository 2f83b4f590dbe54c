package route.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a row stands. A row is first written down once it has been read and classified. PLANNED is in a batch: how far
 * that has come, its own state tells, so that nothing is written for each row when it goes out.
 */
public enum RowState {
    CLASSIFIED(0),
    PLANNED(1),
    // 2 was once in use.
    RETURNED(3),
    ACCEPTED(4),
    FAILED(5),
    SKIPPED(6);

    private static final RowState[] BY_NUMBER = new RowState[7];

    static {
        Arrays.stream(values()).forEach(it -> BY_NUMBER[it.number] = it);
    }

    private final int number;

    RowState(int number) {
        this.number = number;
    }

    /** What stands for it where rows are kept; never changes. */
    public int number() {
        return number;
    }

    /** @throws IllegalArgumentException where no state has that number */
    public static RowState of(int number) {
        if (number < 0 || number >= BY_NUMBER.length || BY_NUMBER[number] == null) {
            throw new IllegalArgumentException("no row is in state " + number);
        }
        return BY_NUMBER[number];
    }

    /**
     * The states this one may turn into. ACCEPTED and SKIPPED are final; FAILED is final until a person asks for
     * another try ({@code batch retry}).
     */
    public Set<RowState> next() {
        return switch (this) {
            case CLASSIFIED -> EnumSet.of(PLANNED, ACCEPTED, FAILED, SKIPPED);
            case PLANNED -> EnumSet.of(RETURNED, CLASSIFIED);
            case RETURNED -> EnumSet.of(ACCEPTED, CLASSIFIED, FAILED, SKIPPED);
            case FAILED -> EnumSet.of(CLASSIFIED);
            case ACCEPTED, SKIPPED -> EnumSet.noneOf(RowState.class);
        };
    }
}
