package route.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * How a provider that copies OpenAI's batch API differs from it, as far as a client can see (their batch pages and
 * captures, 2026).
 *
 * @param keyHeader where the key stands, with {@code keyPrefix} before it
 * @param pages whether its list of batches has pages
 * @param slowFiles whether an upload is pending before it is processed
 * @param emptyErrorFiles whether a batch without errors has an empty error file
 * @param nullCounts whether a batch that is being validated has no counts
 */
record OpenAiKin(
        String dialect,
        String keyHeader,
        String keyPrefix,
        int mostRows,
        long mostBytes,
        boolean pages,
        boolean slowFiles,
        boolean emptyErrorFiles,
        boolean nullCounts) {

    static final OpenAiKin OPENAI = bearer("openai", 200, true, false);

    static final List<OpenAiKin> ALL = List.of(
            OPENAI,
            new OpenAiKin("azure", "api-key", "", 100_000, 200L << 20, true, true, true, false),
            bearer("groq", 100, false, false),
            bearer("dashscope", 500, true, false),
            new OpenAiKin("deepinfra", "Authorization", "Bearer ", 50_000, 200L << 20, true, false, true, true),
            bearer("doubleword", 100, true, false));

    private static OpenAiKin bearer(String dialect, int megabytes, boolean pages, boolean nullCounts) {
        return new OpenAiKin(
                dialect, "Authorization", "Bearer ", 50_000, (long) megabytes << 20, pages, false, false, nullCounts);
    }

    static Optional<OpenAiKin> of(String dialect) {
        return ALL.stream().filter(it -> it.dialect.equals(dialect)).findFirst();
    }
}
