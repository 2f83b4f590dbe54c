package route.classify;

import java.util.ArrayList;
import java.util.List;
import route.domain.Judging;
import route.domain.Pins;
import route.domain.ProfileRule;

/** Which profile judges which row: that of the first rule that matches, else that of the job, else none. */
final class Leanings {
    /** A rule without conditions stands for the job's own profile. */
    private record Turn(ProfileRule rule, Leaning leaning) {
        boolean holds(Pins pins, String task) {
            if (!rule.tag().isEmpty() && !rule.tag().equals(pins.tag())) return false;
            return rule.task().isEmpty()
                    || rule.task().equalsIgnoreCase(pins.task().strip())
                    || rule.task().equals(task);
        }
    }

    private final List<Turn> turns = new ArrayList<>();

    /** @throws route.domain.InputException where a profile is of another version of the classifier, or broken */
    Leanings(Judging judging) {
        for (var rule : judging.rules()) turns.add(new Turn(rule, leaning(judging, rule.profile())));
        if (!judging.profile().isEmpty()) {
            turns.add(new Turn(new ProfileRule("", "", judging.profile()), leaning(judging, judging.profile())));
        }
    }

    private static Leaning leaning(Judging judging, String name) {
        return judging.profiles().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(Leaning::new)
                .orElseThrow(() -> new IllegalArgumentException("profile " + name + " was not read"));
    }

    /** The judgement that counts for a row. */
    Judgement on(Judgement plain, Pins pins) {
        for (var turn : turns) {
            if (turn.holds(pins, plain.task().label())) return turn.leaning().on(plain);
        }
        return plain;
    }
}
