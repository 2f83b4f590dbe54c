package route.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import route.domain.ModelRef;
import route.domain.TierSpec;

/**
 * The tiers of a user who gave none.
 *
 * <p>They are made of models of OpenAI and Anthropic. Where neither has a key, models of those providers that have one stand
 * in, so that one key of any of them is enough. Azure, whose models are a user's own deployments, and Doubleword, whose
 * prices are not known here, have none.
 */
final class UsualTiers {
    private static final List<String> NAMES = List.of("simple", "medium", "flagship");
    private static final List<Double> FROM = List.of(0.0, 0.40, 0.75);

    /**
     * Weakest first. By price, in each of the three cases (a key of OpenAI alone, of Anthropic alone, of both), each
     * tier costs more than the one below it; the first candidates are of both providers.
     */
    private static final List<List<String>> FIRST = List.of(
            List.of("anthropic/claude-haiku-5-5", "openai/gpt-6.1-terra", "openai/gpt-6.1-sol"),
            List.of("openai/gpt-6-luna", "anthropic/claude-sonnet-5-5", "anthropic/claude-opus-5-5"));

    /** A model for each tier, none cheaper than the one below it; as of 2026-11. */
    private static final List<List<String>> STAND_INS = List.of(
            List.of("gemini/gemini-3.1-flash-lite", "gemini/gemini-3.8-flash", "gemini/gemini-4-argon"),
            List.of("mistral/mistral-small-2603", "mistral/mistral-medium-2508", "mistral/mistral-large-4"),
            List.of("xai/grok-4.3", "xai/grok-4.3", "xai/grok-4.7"),
            List.of("openrouter/openai/gpt-6-luna", "openrouter/openai/gpt-6.1-terra", "openrouter/openai/gpt-6.1-sol"),
            List.of(
                    "together/zai-org/GLM-5.3-Flash",
                    "together/deepseek-ai/DeepSeek-V4.1-Flash",
                    "together/zai-org/GLM-5.3"),
            List.of(
                    "fireworks/accounts/fireworks/models/glm-5p3-flash",
                    "fireworks/accounts/fireworks/models/deepseek-v4p1-flash",
                    "fireworks/accounts/fireworks/models/glm-5p3"),
            List.of("groq/openai/gpt-oss-20b", "groq/openai/gpt-oss-120b", "groq/qwen/qwen3.8-27b"),
            List.of("dashscope/qwen-flash", "dashscope/qwen-plus", "dashscope/qwen3-max"),
            List.of(
                    "deepinfra/openai/gpt-oss-20b",
                    "deepinfra/openai/gpt-oss-120b",
                    "deepinfra/deepseek-ai/DeepSeek-V3.1"),
            List.of("deepseek/deepseek-flash", "deepseek/deepseek-flash", "deepseek/deepseek-v4-pro"));

    private UsualTiers() {}

    /** @param isSet whether a provider, by its name, has its key */
    static List<TierSpec> of(Predicate<String> isSet) {
        if (usable(FIRST, isSet).isEmpty()) {
            var standIns = usable(STAND_INS, isSet);
            if (!standIns.isEmpty()) return tiers(standIns);
        }
        return tiers(FIRST);
    }

    private static List<List<String>> usable(List<List<String>> candidates, Predicate<String> isSet) {
        return candidates.stream()
                .filter(it -> it.stream().map(ModelRef::parse).anyMatch(model -> isSet.test(model.provider())))
                .toList();
    }

    private static List<TierSpec> tiers(List<List<String>> candidates) {
        var tiers = new ArrayList<TierSpec>();
        for (int at = 0; at < NAMES.size(); at++) {
            var tier = at;
            var models = candidates.stream().map(it -> ModelRef.parse(it.get(tier)));
            tiers.add(new TierSpec(NAMES.get(at), FROM.get(at), models.toList()));
        }
        return tiers;
    }

    /** Where the hardness of each of so many tiers starts, unless a file says so. */
    static double from(int tier, int tiers) {
        return tiers == FROM.size() ? FROM.get(tier) : (double) tier / tiers;
    }
}
