package route.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A short sentence for a person: the task, and what weighed most. */
final class Reason {
    private static final int MOST_SIGNALS = 3;
    private static final double LEAST_SAID = 0.005;
    private static final Set<String> UNSAID = Set.of("task", "length");

    private Reason() {}

    /** {@code maths; 3 constraints, 2 multi-step; 1,240 tokens}. */
    static String of(Assessment assessment, int tokens) {
        var words = new ArrayList<String>();
        words.add(assessment.task());
        assessment.signals().stream()
                .filter(it -> it.weight() > LEAST_SAID || it.weight() < -LEAST_SAID)
                .filter(it -> !UNSAID.contains(it.name()) && !it.name().startsWith(Outlook.SHAPED))
                .filter(it -> !it.name().startsWith(Leaning.NAMED))
                .limit(MOST_SIGNALS)
                .forEach(it -> words.add(it.name()));
        words.addAll(sensitive(assessment));
        words.add(grouped(tokens) + (tokens == 1 ? " token" : " tokens"));
        return String.join("; ", words);
    }

    private static List<String> sensitive(Assessment assessment) {
        if (assessment.sensitivity() < 3) return List.of();
        return assessment.signals().stream()
                .filter(it -> it.weight() == 0)
                .map(Signal::name)
                .limit(1)
                .toList();
    }

    /** {@code 1,240}: the same in every country. */
    static String grouped(int number) {
        var digits = new StringBuilder(Integer.toString(number));
        for (int at = digits.length() - 3; at > 0; at -= 3) digits.insert(at, ',');
        return digits.toString();
    }
}
