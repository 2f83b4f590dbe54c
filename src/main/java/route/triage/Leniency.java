package route.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import route.domain.ModelRef;
import route.domain.Prompt;
import route.provider.Dialect;

/**
 * What of a prompt is asked of a model. As a rule all of it, or the row is refused; where the job is lenient, a parameter
 * that the model's provider does not know is left out, and said. What the messages hold is never left out.
 *
 * @param prompt without what was left out
 * @param refusal why it cannot be asked at all; empty where it can
 * @param notes one for each parameter that was left out, for a person
 */
public record Leniency(Prompt prompt, Optional<String> refusal, List<String> notes) {

    /**
     * What of a prompt a model would be asked.
     *
     * @param lenient whether parameters may be left out
     */
    public static Leniency fit(Prompt prompt, ModelRef model, Dialect dialect, boolean lenient) {
        var refusal = dialect.refuses(prompt, model.model());
        if (!lenient || refusal.isEmpty()) return new Leniency(prompt, refusal, List.of());
        var notes = new ArrayList<String>();
        var left = prompt;
        while (refusal.isPresent()) {
            var culprit = culprit(left, refusal.get());
            if (culprit.isEmpty()) return new Leniency(left, refusal, notes);
            notes.add(culprit.get() + " is left out for " + model + " (" + why(refusal.get(), culprit.get()) + ")");
            left = without(left, culprit.get());
            refusal = dialect.refuses(left, model.model());
        }
        return new Leniency(left, refusal, notes);
    }

    /** A refusal without the name in front of it and the advice behind it, which is followed already. */
    private static String why(String refusal, String culprit) {
        var bare = refusal.startsWith(culprit + ": ") ? refusal.substring(culprit.length() + 2) : refusal;
        return bare.replaceFirst("; leave (it|n) out.*$", "");
    }

    /** The parameter that a refusal names first. */
    private static Optional<String> culprit(Prompt prompt, String refusal) {
        var first = Optional.<String>empty();
        var place = Integer.MAX_VALUE;
        for (var name : prompt.params().keySet()) {
            var found = Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
                    .matcher(refusal);
            if (found.find() && found.start() < place) {
                place = found.start();
                first = Optional.of(name);
            }
        }
        return first;
    }

    private static Prompt without(Prompt prompt, String param) {
        var params = new LinkedHashMap<>(prompt.params());
        params.remove(param);
        return new Prompt(prompt.endpoint(), prompt.messages(), params);
    }
}
