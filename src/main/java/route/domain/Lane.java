package route.domain;

import java.util.Locale;

/** How a model is bought: {@code batch} (about half price, hours) or {@code realtime} (full price, seconds). */
public enum Lane {
    BATCH,
    REALTIME;

    /** The name as it is written in settings, tables and JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
