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
import route.domain.Limits;
import route.domain.ModelRef;
import route.domain.OffPeak;
import route.domain.Provider;
import route.domain.Quota;
import route.domain.Rates;
import route.domain.TierSpec;

/**
 * The providers and tiers of a user who set nothing but a key.
 *
 * <p>Addresses, key variables and limits are from the providers' batch guides and client libraries, as of 2026-11.
 */
final class Defaults {
    /** The APIs this program speaks. */
    static final List<String> DIALECTS = List.of("openai", "anthropic");

    private static final List<Lane> BOTH = List.of(Lane.BATCH, Lane.REALTIME);
    private static final long MEGABYTE = 1_000_000;

    private Defaults() {}

    static Map<String, Provider> providers() {
        var table = new LinkedHashMap<String, Provider>();
        Stream.of(
                        provider("openai", "openai", "https://api.openai.com/v1", Optional.empty()),
                        provider("anthropic", "anthropic", "https://api.anthropic.com", Optional.empty()),
                        // The client library says 100 MB, a later page 200 MB: the smaller is safe.
                        provider("groq", "openai", "https://api.groq.com/openai/v1", limits(100)),
                        provider("deepinfra", "openai", "https://api.deepinfra.com/v1/openai", limits(200)),
                        // Singapore, whose prices the price book has; keys are bound to their region.
                        provider(
                                "dashscope",
                                "openai",
                                "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
                                limits(500)),
                        provider("doubleword", "openai", "https://api.doubleword.ai/v1", limits(100)))
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

    private static Provider provider(String name, String dialect, String baseUrl, Optional<Limits> limits) {
        var keyEnv = name.toUpperCase(Locale.ROOT) + "_API_KEY";
        return new Provider(name, dialect, baseUrl, keyEnv, List.of(), BOTH, limits, Quota.UNKNOWN, Rates.UNKNOWN, "");
    }

    private static Optional<Limits> limits(int megabytes) {
        return Optional.of(new Limits(50_000, megabytes * MEGABYTE));
    }

    /**
     * Weakest first. By price, in each of the three cases (a key of OpenAI alone, of Anthropic alone, of both), each
     * tier costs more than the one below it; the first candidates are of both providers.
     */
    static List<TierSpec> tiers() {
        return List.of(
                tier("simple", 0, "anthropic/claude-haiku-5-5", "openai/gpt-6-luna"),
                tier("medium", 0.40, "openai/gpt-6.1-terra", "anthropic/claude-sonnet-5-5"),
                tier("flagship", 0.75, "openai/gpt-6.1-sol", "anthropic/claude-opus-5-5"));
    }

    private static TierSpec tier(String name, double from, String... models) {
        return new TierSpec(name, from, Stream.of(models).map(ModelRef::parse).toList());
    }

    /** Where the hardness of each of so many tiers starts, unless a file says so. */
    static double from(int tier, int tiers) {
        if (tiers == 3) return tiers().get(tier).from();
        return (double) tier / tiers;
    }
}
