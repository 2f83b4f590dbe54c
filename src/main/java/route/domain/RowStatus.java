package route.domain;

import java.util.Locale;

/** What the output says of a row in {@code route_status}. */
public enum RowStatus {
    ACCEPTED,
    FAILED,
    SKIPPED,
    PENDING;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
