package route.config;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import route.domain.Lane;
import route.domain.OffPeak;
import route.domain.Provider;
import route.domain.Quota;
import route.domain.Rates;

/**
 * The providers of a user who set nothing but a key.
 *
 * <p>Addresses, key variables and limits are from the providers' batch guides and client libraries, as of 2026-11.
 */
final class Defaults {
    /** The APIs this program speaks. */
    static final List<String> DIALECTS = List.of(
            "openai",
            "anthropic",
            "gemini",
            "mistral",
            "xai",
            "together",
            "fireworks",
            "openrouter",
            "azure",
            "groq",
            "dashscope",
            "deepinfra",
            "doubleword");

    private static final List<Lane> BOTH = List.of(Lane.BATCH, Lane.REALTIME);
    private static final List<Lane> REALTIME = List.of(Lane.REALTIME);

    private Defaults() {}

    static Map<String, Provider> providers() {
        var table = new LinkedHashMap<String, Provider>();
        Stream.of(
                        provider("openai", "https://api.openai.com/v1"),
                        provider("anthropic", "https://api.anthropic.com"),
                        provider("gemini", "https://generativelanguage.googleapis.com"),
                        provider("mistral", "https://api.mistral.ai/v1"),
                        provider("xai", "https://api.x.ai/v1"),
                        provider("together", "https://api.together.ai/v1"),
                        provider("openrouter", "https://openrouter.ai/api/v1"),
                        // The address is the resource's own, with the version that the v1 API has.
                        provider("azure", "azure", "{AZURE_OPENAI_ENDPOINT}/openai/v1", "AZURE_OPENAI_API_KEY", BOTH),
                        provider("groq", "https://api.groq.com/openai/v1"),
                        // Singapore, whose prices the price book has; keys are bound to their region.
                        provider("dashscope", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"),
                        provider("deepinfra", "https://api.deepinfra.com/v1/openai"),
                        provider("fireworks", "https://api.fireworks.ai/v1/accounts/{FIREWORKS_ACCOUNT_ID}"),
                        provider("doubleword", "https://api.doubleword.ai/v1"),
                        provider("deepseek", "openai", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", REALTIME),
                        local("ollama", 11434),
                        local("vllm", 8000),
                        local("llamacpp", 8080),
                        local("lmstudio", 1234))
                .forEach(it -> table.put(it.name(), it));
        return table;
    }

    /**
     * DeepSeek is half the price outside of these hours (models and pricing, 2026-11). Chinese holidays, which are cheaper
     * as a whole, are not known here.
     */
    private static final OffPeak DEEPSEEK = new OffPeak(List.of(weekdays(1, 4), weekdays(6, 10)), 50);

    private static OffPeak.Peak weekdays(int fromHour, int toHour) {
        return new OffPeak.Peak(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), fromHour * 60, toHour * 60);
    }

    /** The cheaper hours of a provider by its name. */
    static Optional<OffPeak> offPeak(String provider) {
        return provider.equals("deepseek") ? Optional.of(DEEPSEEK) : Optional.empty();
    }

    /** A provider with a dialect of its own name. */
    private static Provider provider(String name, String baseUrl) {
        return provider(name, name, baseUrl, name.toUpperCase(Locale.ROOT) + "_API_KEY", BOTH);
    }

    /** A server on this computer, at the port it takes unless told otherwise; none has a batch API or wants a key. */
    private static Provider local(String name, int port) {
        return provider(name, "openai", "http://127.0.0.1:" + port + "/v1", "", REALTIME);
    }

    private static Provider provider(String name, String dialect, String baseUrl, String keyEnv, List<Lane> lanes) {
        return new Provider(
                name, dialect, baseUrl, keyEnv, List.of(), lanes, Optional.empty(), Quota.UNKNOWN, Rates.UNKNOWN, "");
    }
}
