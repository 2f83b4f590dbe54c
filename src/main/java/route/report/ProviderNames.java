package route.report;

import java.util.Set;
import java.util.regex.Pattern;

/** How providers write their models on bills, as against how we call them. */
final class ProviderNames {

    /** The day at the end of a dated model id: {@code gpt-4o-mini-2024-07-18}, {@code claude-haiku-4-5-20251001}. */
    private static final Pattern DAY = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|20\\d{6})$");

    private ProviderNames() {}

    /** The model within a line of a bill, such as {@code gpt-4o-2024-08-06, cached input}. */
    static String model(String item) {
        var comma = item.indexOf(", ");
        return (comma < 0 ? item : item.substring(0, comma)).strip();
    }

    /** The one of our models that is meant; the name itself where we used none such. */
    static String ours(String model, Set<String> used) {
        if (used.contains(model)) return model;
        var undated = DAY.matcher(model).replaceFirst("");
        if (used.contains(undated)) return undated;
        // The other way round: ours is pinned to a day, theirs is not.
        return used.stream()
                .filter(it -> DAY.matcher(it).replaceFirst("").equals(model))
                .findFirst()
                .orElse(model);
    }
}
