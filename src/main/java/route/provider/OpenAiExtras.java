package route.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import route.domain.Prompt;

/** What OpenAI's API takes that is billed otherwise than by the tokens of the price list (API reference, 2026-11). */
final class OpenAiExtras {
    /** What holds, or may hold, where nothing is said; {@code on_demand} is Groq's word for it. */
    private static final Set<String> STANDARD = Set.of("", "auto", "default", "on_demand");

    private static final Set<String> OWN_TOOLS = Set.of("", "function", "custom");

    private static final String UNKNOWN = ", which neither the bill nor a budget knows";

    private OpenAiExtras() {}

    /** A line for each of them in this prompt. */
    static List<String> of(Prompt prompt) {
        if (prompt.params().isEmpty()) return List.of();
        var lines = new ArrayList<String>();
        var tier = Json.string(Json.read(prompt.params().getOrDefault("service_tier", "null")));
        if (!STANDARD.contains(tier)) {
            lines.add("service_tier " + ProviderWords.plain(tier) + " may be billed at prices of its own" + UNKNOWN);
        }
        if (Json.read(prompt.params().getOrDefault("web_search_options", "null"))
                .isObject()) {
            lines.add(tool("web_search_options"));
        }
        for (var tool : Json.read(prompt.params().getOrDefault("tools", "[]"))) {
            var type = Json.string(tool.path("type"));
            if (!OWN_TOOLS.contains(type)) lines.add(tool("the tool " + ProviderWords.plain(type)));
        }
        return lines;
    }

    private static String tool(String what) {
        return what + " may be billed by the call, beside the tokens" + UNKNOWN;
    }
}
