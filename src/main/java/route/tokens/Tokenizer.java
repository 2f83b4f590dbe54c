package route.tokens;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import route.domain.ModelRef;

/**
 * How a model's tokens are counted: by which of OpenAI's encodings, and times what where the model has a tokenizer of
 * its own that nobody publishes for the JVM.
 *
 * <p>The encodings of OpenAI's models are those of tiktoken's {@code model.py} (o200k_base since gpt-4o, cl100k_base for
 * gpt-4, gpt-3.5 and the embedding models); newer gpt models are taken to have kept o200k_base. The factors of all others
 * are <b>assumptions on the safe side, not measurements</b>: published comparisons of English prose and code put these
 * tokenizers between 0.95 and 1.35 times o200k_base, with other languages further apart. What a provider bills is always
 * taken from its answer; the factor only shapes estimates, limits and the budget's reservations.
 *
 * @param cl100k whether the older encoding counts
 * @param permille thousandths of a token for each token counted
 * @param exact whether this is the model's own tokenizer
 */
record Tokenizer(boolean cl100k, int permille, boolean exact) {
    static final Tokenizer O200K = new Tokenizer(false, 1000, true);
    private static final Tokenizer CL100K = new Tokenizer(true, 1000, true);
    private static final Pattern O_SERIES = Pattern.compile("o[1-9](-.*)?");
    private static final int UNKNOWN_PERMILLE = 1250;

    /** Assumed thousandths by what a model id contains; the first match counts. */
    private static final List<Family> FAMILIES = List.of(
            new Family("claude", 1300),
            new Family("gemini", 1100),
            new Family("gemma", 1100),
            new Family("mistral", 1200),
            new Family("mixtral", 1300),
            new Family("llama", 1100),
            new Family("qwen", 1100),
            new Family("deepseek", 1100),
            new Family("grok", 1100));

    private record Family(String word, int permille) {}

    static Tokenizer of(ModelRef model) {
        var id = plainId(model.model());
        if (startsWithAny(id, "gpt-4o", "gpt-4.", "chatgpt-", "gpt-oss")
                || O_SERIES.matcher(id).matches()) return O200K;
        if (startsWithAny(id, "gpt-4", "gpt-3", "gpt-35", "text-embedding-")) return CL100K;
        if (id.startsWith("gpt-")) return O200K;
        var factor = FAMILIES.stream()
                .filter(family -> id.contains(family.word()))
                .mapToInt(Family::permille)
                .findFirst()
                .orElse(UNKNOWN_PERMILLE);
        return new Tokenizer(false, factor, false);
    }

    /** Rounded up: an estimate that is short breaks a limit, one that is long costs nothing. */
    int scaled(int count) {
        return Math.toIntExact((count * (long) permille + 999) / 1000);
    }

    /** The id without a vendor in front ({@code openai/gpt-4o}) and without the mark of a fine-tuned model. */
    private static String plainId(String model) {
        var id = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return id.startsWith("ft:") ? id.substring(3) : id;
    }

    private static boolean startsWithAny(String id, String... starts) {
        for (var start : starts) {
            if (id.startsWith(start)) return true;
        }
        return false;
    }
}
