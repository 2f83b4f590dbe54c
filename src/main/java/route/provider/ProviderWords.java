package route.provider;

import java.util.regex.Pattern;

/** What a provider says, made fit for a person's eye and for a log: one line, short, and never with a key in it. */
final class ProviderWords {
    private static final int LONGEST = 300;
    // OpenAI's 401 repeats part of the key: "Incorrect API key provided: sk-proj-abc***xyz." (2026-09).
    private static final Pattern KEYS =
            Pattern.compile("\\b(?:sk|gsk|xai|rk|pk)-[\\w*-]{4,}|\\bgsk_\\w{8,}|\\bAIza[\\w-]{8,}|\\S*\\*{3,}\\S*"
                    + "|(?i)(?<=bearer )\\S{4,}|(?<=api key provided: )\\S+|(?<=x-api-key: )\\S+");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]+");

    private ProviderWords() {}

    /** One line of at most 300 characters without control characters and without anything that looks like a key. */
    static String plain(String said) {
        var line = INVISIBLE.matcher(head(said, 8 * LONGEST)).replaceAll(" ").strip();
        var clean = KEYS.matcher(line).replaceAll("[key]");
        return clean.length() <= LONGEST ? clean : head(clean, LONGEST - 1) + "…";
    }

    private static String head(String text, int length) {
        if (text.length() <= length) return text;
        var cut = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, cut);
    }
}
