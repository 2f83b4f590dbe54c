package route.sim;

import java.util.List;
import java.util.Map;

/**
 * Who plays in a world beside OpenAI.
 *
 * @param star the other provider
 * @param small its model for simple rows; empty for the models of users who set nothing
 * @param large its model for others
 */
record Cast(String star, String small, String large) {
    static final Cast USUAL = new Cast("anthropic", "", "");

    private static final Map<String, Cast> ALL = Map.ofEntries(
            entry("gemini", "gemini-2.5-flash-lite", "gemini-2.5-flash"),
            entry("mistral", "mistral-small-2603", "mistral-large-2512"),
            entry("xai", "grok-4.6", "grok-4.7"),
            entry("together", "openai/gpt-oss-20b", "openai/gpt-oss-120b"),
            entry("fireworks", "accounts/fireworks/models/glm-5p3-flash", "accounts/fireworks/models/glm-5p3"),
            entry("openrouter", "openai/gpt-6-luna", "openai/gpt-6.1-terra"),
            entry("azure", "small", "large"),
            entry("groq", "llama-3.1-8b-instant", "openai/gpt-oss-120b"),
            entry("dashscope", "qwen-flash", "qwen-plus"),
            entry("deepinfra", "Qwen/Qwen3-14B", "Qwen/Qwen3-32B"),
            entry("doubleword", "Qwen/Qwen3-14B", "Qwen/Qwen3-32B"),
            entry("deepseek", "deepseek-chat", "deepseek-reasoner"),
            entry("ollama", "llama3", "qwen3"));

    private static Map.Entry<String, Cast> entry(String star, String small, String large) {
        return Map.entry(star, new Cast(star, small, large));
    }

    static Cast of(String star) {
        return ALL.get(star);
    }

    List<String> providers() {
        return List.of("openai", star);
    }

    /** Who no longer knows one of its models some day. */
    String closes() {
        return small.isEmpty() ? "openai" : star;
    }

    /** What the settings say of the other provider, and of tiers. */
    String settings(int mostRows, String lanes) {
        var limits = "  %s: {%slimits: {max_rows: %d}, lanes: [%s]}\n"
                .formatted(star, address(), mostRows, hasBatches() ? lanes : "realtime");
        return small.isEmpty() ? limits : limits + """
                tiers:
                  simple: {models: ["%1$s/%2$s", "%1$s/%3$s"]}
                  medium: {models: ["%1$s/%3$s", openai/gpt-6.1-terra]}
                  flagship: {models: [openai/gpt-6.1-sol, "%1$s/%3$s"]}
                """.formatted(star, small, large);
    }

    private boolean hasBatches() {
        return !star.equals("deepseek") && !star.equals("ollama");
    }

    /** Where the user's own account is part of it. */
    private String address() {
        return switch (star) {
            case "azure" -> "base_url: \"https://mine.example/openai/v1\", ";
            case "fireworks" -> "base_url: \"https://fireworks.example/v1/accounts/me\", ";
            default -> "";
        };
    }
}
