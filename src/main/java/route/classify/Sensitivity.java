package route.classify;

import java.util.List;

/** How much harm a wrong or careless answer could do: legal, medical, safety, personal data, contentious matters. */
final class Sensitivity {
    private Sensitivity() {}

    /** 1 for none to 5. */
    static int of(Features features) {
        int kinds = 0;
        int hits = 0;
        for (var kind : Mark.SENSITIVE) {
            int count = features.all(kind);
            if (count == 0) continue;
            kinds++;
            hits += kind == Mark.SAFETY ? 2 * count : count;
        }
        if (hits == 0) return 1;
        if (hits == 1) return 2;
        if (features.all(Mark.SAFETY) >= 2 || kinds >= 3 && hits >= 6) return 5;
        return hits >= 4 && kinds >= 2 || hits >= 6 || features.all(Mark.SAFETY) > 0 ? 4 : 3;
    }

    /** A signal without weight for every kind that was found. */
    static List<Signal> signals(Features features) {
        return Mark.SENSITIVE.stream()
                .filter(it -> features.all(it) > 0)
                .map(it -> new Signal("sensitive: " + it.label(), 0, features.all(it) + ": " + features.evidence(it)))
                .toList();
    }
}
