package route.domain;

/** What to do about rows that cannot be used: stop before anything is sent, or leave them out. */
public enum OnBadRow {
    STOP,
    SKIP
}
