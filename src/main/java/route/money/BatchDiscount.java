package route.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a provider publishes about its batch prices as against its standard ones, for models whose own batch price is
 * not listed. A share of 1/2 is half price.
 *
 * <p>Sources, as of 2026-11: the batch guides of OpenAI, Anthropic, Google, Mistral, Groq, Azure OpenAI, Fireworks and Alibaba Model
 * Studio (half), DeepInfra (four fifths). xAI and Together discount listed models only, so without a listed price there
 * is none here.
 *
 * @param numerator of the share of the standard price
 * @param denominator of it
 * @param onCache whether cached tokens get the discount on top of the cached rate; where no source says so they keep
 *     the standard cached rate, or the batch input rate if that is lower
 * @param exempt ids of models that are not sold in batches; their price stays without a batch part
 */
record BatchDiscount(long numerator, long denominator, boolean onCache, Pattern exempt) {
    private static final Pattern NONE = Pattern.compile("(?!)");
    private static final Pattern OPENAI_REALTIME_ONLY = Pattern.compile(
            "audio|realtime|search|codex|chat-latest|chatgpt|^gpt-5-chat|daybreak|spark|^ft:|container");
    private static final Pattern GEMINI_REALTIME_ONLY =
            Pattern.compile("audio|live|tts|exp|image|lyria|robotics|learnlm|omni|gemma|-latest");

    private static final Map<String, BatchDiscount> PUBLISHED = Map.of(
            "openai", new BatchDiscount(1, 2, true, OPENAI_REALTIME_ONLY),
            "anthropic", new BatchDiscount(1, 2, true, NONE),
            "gemini", new BatchDiscount(1, 2, true, GEMINI_REALTIME_ONLY),
            "fireworks", new BatchDiscount(1, 2, true, NONE),
            "mistral", new BatchDiscount(1, 2, false, NONE),
            "azure", new BatchDiscount(1, 2, false, NONE),
            "groq", new BatchDiscount(1, 2, false, NONE),
            "dashscope", new BatchDiscount(1, 2, false, NONE),
            "deepinfra", new BatchDiscount(4, 5, false, NONE));

    /** The batch prices that follow from the published share; empty where none is published for this model. */
    static Optional<List<Price.Step>> derive(String provider, String model, List<Price.Step> realtime) {
        var discount = PUBLISHED.get(provider);
        if (discount == null || discount.exempt.matcher(model).find()) return Optional.empty();
        return Optional.of(realtime.stream().map(discount::apply).toList());
    }

    private Price.Step apply(Price.Step step) {
        return discounted(step, part(step.input()), part(step.output()), onCache);
    }

    private long part(long price) {
        return scaled(price, numerator, denominator);
    }

    /**
     * The batch prices that follow from listed batch prices of the first step: the other steps and the cached tokens
     * keep their proportion.
     */
    static List<Price.Step> listed(String provider, List<Price.Step> realtime, long input, long output) {
        var first = realtime.get(0);
        var published = PUBLISHED.get(provider);
        // xAI's cached rate in batch is discounted as its input is (OpenRouter's resale price list, 2026-11).
        var onCache = published == null ? provider.equals("xai") : published.onCache;
        return realtime.stream()
                .map(step -> discounted(
                        step,
                        scaled(step.input(), input, first.input()),
                        scaled(step.output(), output, first.output()),
                        onCache))
                .toList();
    }

    private static Price.Step discounted(Price.Step step, long input, long output, boolean onCache) {
        var cached = onCache ? scaled(step.cachedInput(), input, step.input()) : Math.min(step.cachedInput(), input);
        // Writing to a cache follows the input price everywhere: it is a surcharge on it.
        var write = scaled(step.cacheWrite(), input, step.input());
        return new Price.Step(step.fromInputTokens(), input, cached, write, output);
    }

    /** {@code price * part / whole}, rounded half up to a picodollar; the price itself where the whole is 0. */
    static long scaled(long price, long part, long whole) {
        if (whole == 0) return price;
        return BigDecimal.valueOf(price)
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
