package route.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import route.domain.Policy;

/** How shares and weights of the policy are written. */
final class Shares {
    /** Per cent, with or without its sign; but 0.1 alone could be a tenth. */
    private static final Pattern SHARE =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?) ?%|(0|[1-9]\\d{0,2}(?:\\.\\d{1,2})?)");

    private static final Pattern FRACTION = Pattern.compile("[01](\\.\\d{1,3})?|\\.\\d{1,3}");
    private static final Pattern WEIGHT = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?|\\.\\d{1,3}");
    private static final Pattern PREFERENCE = Pattern.compile("cost|speed|quality");

    private Shares() {}

    static boolean isShare(String text) {
        return SHARE.matcher(text).matches() && share(text) <= Policy.WHOLE;
    }

    /** In ten-thousandths. */
    static int share(String text) {
        var match = SHARE.matcher(text);
        if (!match.matches()) throw new IllegalArgumentException(text);
        var number = match.group(1) == null ? match.group(2) : match.group(1);
        return new BigDecimal(number).movePointRight(2).intValueExact();
    }

    static boolean areShares(String text) {
        return Values.mapping(text)
                .filter(it -> it.values().stream().allMatch(Shares::isShare))
                .isPresent();
    }

    /** By tier, in ten-thousandths; of a text that {@link #areShares} accepts. */
    static Map<String, Integer> shares(String text) {
        var shares = new LinkedHashMap<String, Integer>();
        Values.mapping(text).orElseThrow().forEach((tier, it) -> shares.put(tier, share(it)));
        return shares;
    }

    static boolean isFraction(String text) {
        return FRACTION.matcher(text).matches() && thousandths(text) <= 1_000;
    }

    /** Of a fraction or a weight. */
    static int thousandths(String text) {
        return new BigDecimal(text).movePointRight(3).intValueExact();
    }

    static boolean isPrefer(String text) {
        if (PREFERENCE.matcher(text).matches()) return true;
        return Values.mapping(text)
                .filter(it -> it.keySet().stream()
                                .allMatch(word -> PREFERENCE.matcher(word).matches())
                        && it.values().stream()
                                .allMatch(weight -> WEIGHT.matcher(weight).matches())
                        && it.values().stream().anyMatch(weight -> thousandths(weight) > 0))
                .isPresent();
    }

    /** The weights of a text that {@link #isPrefer} accepts. */
    static Policy.Prefer prefer(String text) {
        var weights = PREFERENCE.matcher(text).matches()
                ? Map.of(text, "1")
                : Values.mapping(text).orElseThrow();
        return new Policy.Prefer(weight(weights, "cost"), weight(weights, "speed"), weight(weights, "quality"));
    }

    private static int weight(Map<String, String> weights, String word) {
        return thousandths(weights.getOrDefault(word, "0"));
    }
}
