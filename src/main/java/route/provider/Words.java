package route.provider;

import java.util.Locale;
import java.util.stream.Stream;

/** Tells by a refusal's words what it is about, where its status serves for several things. */
final class Words {

    private Words() {}

    /** Whether what was not found is the model; Azure calls it a deployment (error reference, 2026-08). */
    static boolean ofAModel(String said) {
        return holds(said, "model", "deployment", "no endpoints found");
    }

    /**
     * Whether a 403 turns one prompt away rather than the account: "Your input was flagged" (OpenRouter's error reference),
     * "Content violates usage guidelines" (xAI, reported 2025-08), {@code content_filter} and the like (OpenAI and Azure).
     * An account that is closed for what it did before is told in similar words.
     */
    static boolean ofAFlaggedPrompt(String said) {
        return holds(
                        said,
                        "flagged",
                        "moderation",
                        "usage guidelines",
                        "usage polic",
                        "content policy",
                        "content_policy",
                        "content management policy",
                        "content_filter")
                && !holds(said, "account", "organization", "suspended", "deactivated", "banned", "scopes");
    }

    private static boolean holds(String said, String... words) {
        var text = said.toLowerCase(Locale.ROOT);
        return Stream.of(words).anyMatch(text::contains);
    }
}
