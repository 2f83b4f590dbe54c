package route.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the labels that a prompt offers to choose from, so that a classification gets a label for an answer. */
final class Labels {
    /** Labels stand near the top or not at all; long prompts are not searched to the end. */
    private static final int SEARCHED = 8_000;

    private static final Pattern OFFER = Pattern.compile(
            "(?i)\\b(?:one of|labels?|categories|category|options|choose|pick|classify|answer with|as either)\\b"
                    + "[^:(\\n]{0,80}[:(]\\s*([^\\n()?!.]{3,200})");
    private static final Pattern YES_NO = Pattern.compile("(?i)\\byes (?:or|/) no\\b");
    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:[,;/|]|\\bor\\b|\\band\\b)\\s*");

    private Labels() {}

    /** At least two, or none at all. */
    static List<String> offeredIn(String prompt) {
        var text = prompt.substring(0, Math.min(SEARCHED, prompt.length()));
        var offer = OFFER.matcher(text);
        while (offer.find()) {
            var labels = split(offer.group(1));
            if (labels.size() >= 2) return labels;
        }
        return YES_NO.matcher(text).find() ? List.of("yes", "no") : List.of();
    }

    private static List<String> split(String list) {
        return Arrays.stream(BETWEEN.split(list))
                .map(it -> it.replaceAll("^[\"'`\\s]+|[\"'`\\s]+$", ""))
                .filter(it -> !it.isEmpty() && it.length() <= 40 && it.split("\\s+").length <= 4)
                .toList();
    }
}
