package route.report;

/** What is compared: picodollars or tokens. */
public enum Measure {
    COST,
    INPUT_TOKENS,
    OUTPUT_TOKENS
}
