package route.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the labels that a prompt offers to choose from, so that a classification gets a label for an answer. */
final class Labels {
    /** Labels stand near the top or not at all; long prompts are not searched to the end. */
    private static final int SEARCHED = 4_000;
    /** How far before its colon or bracket an offer is announced, in the same line. */
    private static final int ANNOUNCED = 100;

    private static final int LONGEST_LIST = 240;

    private static final Pattern WORD = Pattern.compile(
            "(?i)\\b(?:one of|labels?|categories|category|options|choose|pick|classify|answer with|as either)\\b");
    private static final Pattern END = Pattern.compile("[\\n()?!.]");
    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:[,;/|]|\\bor\\b|\\band\\b)\\s*");

    private Labels() {}

    /** At least two, or none at all. */
    static List<String> offeredIn(String prompt) {
        var text = prompt.substring(0, Math.min(SEARCHED, prompt.length()));
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ':' && text.charAt(i) != '(') continue;
            var line = text.substring(Math.max(text.lastIndexOf('\n', i) + 1, i - ANNOUNCED), i);
            if (!WORD.matcher(line).find()) continue;
            var list = text.substring(i + 1, Math.min(text.length(), i + LONGEST_LIST))
                    .stripLeading();
            var labels = split(END.split(list, 2)[0]);
            if (labels.size() >= 2) return labels;
        }
        return text.contains("yes or no") || text.contains("Yes or no") ? List.of("yes", "no") : List.of();
    }

    private static List<String> split(String list) {
        return Arrays.stream(BETWEEN.split(list))
                .map(it -> it.replaceAll("^[\"'`\\s]+|[\"'`\\s]+$", ""))
                .filter(it -> !it.isEmpty() && it.length() <= 40 && it.split("\\s+").length <= 4)
                .toList();
    }
}
