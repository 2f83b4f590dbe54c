package route.classify;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A prompt on record.
 *
 * @param benchmark the file it comes from
 * @param source for task types the source of the prompt, else empty
 * @param label for task types the task, else empty
 * @param key the question without its options: two rows that share it must not be trained on and tested on
 * @param scores model to share of right answers; empty for task types
 */
record Sample(
        String id,
        String benchmark,
        String source,
        String label,
        String key,
        String prompt,
        Map<String, Double> scores) {
    private static final Pattern FIRST_OPTION = Pattern.compile("\n\\(?[A-Z][.):]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    static String keyOf(String prompt) {
        var option = FIRST_OPTION.matcher(prompt);
        var question = option.find() ? prompt.substring(0, option.start()) : prompt;
        var plain = Normalizer.normalize(question, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS.matcher(plain).replaceAll(" ").strip();
    }

    /** One of so many parts of all samples, the same for all that share a key. */
    int part(String salt, int parts) {
        return Math.floorMod((salt + key).hashCode() * 0x9E3779B1 >>> 8, parts);
    }

    Features features(Lexicon lexicon) {
        var features = new Features();
        new Reader(lexicon, features).read(prompt);
        features.turns = 1;
        return features;
    }
}
