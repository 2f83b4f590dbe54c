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

    private static final Pattern AROUND = Pattern.compile("^[\"'`\\s]+|[\"'`\\s]+$");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Labels() {}

    /** Those of instructions and the prompt that follows them: at least two, or none at all. */
    static List<String> offeredIn(String system, String prompt) {
        var told = system.substring(0, Math.min(SEARCHED - 1, system.length())) + "\n";
        var text = told + prompt.substring(0, Math.min(SEARCHED - told.length(), prompt.length()));
        var announced = -1;
        var seen = 0;
        for (var i = offer(text, 0); i < text.length(); i = offer(text, i + 1)) {
            var from = announcement(text, i);
            for (seen = Math.max(seen, from); seen < i; seen++) {
                if (beginsWord(text, seen) && mayAnnounce(text, seen)) announced = seen;
            }
            if (announced < from || !WORD.matcher(text.substring(from, i)).find()) continue;
            var list = text.substring(i + 1, Math.min(text.length(), i + LONGEST_LIST))
                    .stripLeading();
            var labels = split(END.split(list, 2)[0]);
            if (labels.size() >= 2) return labels;
        }
        return text.contains("yes or no") || text.contains("Yes or no") ? List.of("yes", "no") : List.of();
    }

    /** Where the next list may begin; the end of the text where none does. */
    private static int offer(String text, int from) {
        var at = from;
        while (at < text.length() && text.charAt(at) != ':' && text.charAt(at) != '(') at++;
        return at;
    }

    /** Where the words begin that may announce it. */
    private static int announcement(String text, int offer) {
        var at = offer;
        while (at > 0 && at > offer - ANNOUNCED && text.charAt(at - 1) != '\n') at--;
        return at;
    }

    /** Whether a word of {@link #WORD} may begin here, by the letter before it: four in five places are thus left out. */
    private static boolean beginsWord(String text, int at) {
        if (at == 0) return true;
        var before = (text.charAt(at - 1) | 0x20) - 'a';
        return before < 0 || before >= 26;
    }

    /** Whether a word of {@link #WORD} may begin here: most texts have none, and looking closely is dear. */
    private static boolean mayAnnounce(String text, int at) {
        if (at + 1 == text.length()) return false;
        var next = text.charAt(at + 1) | 0x20;
        return switch (text.charAt(at) | 0x20) {
            case 'o' -> next == 'n' && begins(text, at, "one of") || next == 'p' && begins(text, at, "options");
            case 'l' -> next == 'a' && begins(text, at, "label");
            case 'c' ->
                next == 'a' && begins(text, at, "categor")
                        || next == 'h' && begins(text, at, "choose")
                        || next == 'l' && begins(text, at, "classify");
            case 'p' -> next == 'i' && begins(text, at, "pick");
            case 'a' -> next == 'n' && begins(text, at, "answer with") || next == 's' && begins(text, at, "as either");
            default -> false;
        };
    }

    private static boolean begins(String text, int at, String word) {
        return text.regionMatches(true, at, word, 0, word.length());
    }

    private static List<String> split(String list) {
        return Arrays.stream(BETWEEN.split(list))
                .map(it -> AROUND.matcher(it).replaceAll(""))
                .filter(it -> !it.isEmpty() && it.length() <= 40 && SPACE.split(it).length <= 4)
                .toList();
    }
}
