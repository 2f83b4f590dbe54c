package route.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import route.domain.ModelRef;
import route.domain.Policy;

/**
 * What is known of how good each model is at each task: an assumption, or what the settings say, which weighs as much as a
 * few ratings; and on top of it the ratings and checks on record. May be asked by several threads.
 */
public final class Quality {
    /** So many ratings weigh as much as what was assumed. */
    private static final double PRIOR = 4;

    /** An answer that nobody rated tells little, and however many there are, they tell no more than so many ratings. */
    private static final double CHECK = 0.1;

    private static final double MOST_CHECKS = 10;

    private static final Pattern LIGHT =
            Pattern.compile("(?i)\\b(nano|mini|lite|flash|haiku|luna|small|tiny|\\d{1,2}b)\\b");
    private static final Pattern STRONG = Pattern.compile("(?i)\\b(opus|sol|pro|large|ultra|max)\\b");
    private static final double EXTREME = 0.001;

    private final Policy policy;
    private final Map<Case, Beta> known = new HashMap<>();

    /** A model and a task. */
    private record Case(String model, String task) {}

    /**
     * What is on record of a model at a task, weighed by age.
     *
     * @param rated how many answers a person or a program rated
     * @param good what those ratings add up to, each from 0 to 1
     * @param checked how many answers ended somehow, rated or not
     * @param sound how many of those were whole: not cut off, refused or failed
     */
    public record Evidence(String model, String task, double rated, double good, double checked, double sound) {}

    public Quality(Policy policy, List<Evidence> evidence) {
        this.policy = policy;
        for (var it : evidence) {
            var weight = it.checked() == 0 ? 0 : Math.min(CHECK * it.checked(), MOST_CHECKS) / it.checked();
            var prior = prior(ModelRef.parse(it.model()), it.task());
            known.put(
                    new Case(it.model(), it.task()),
                    prior.plus(
                            it.good() + weight * it.sound(),
                            Math.max(0, it.rated() - it.good()) + weight * Math.max(0, it.checked() - it.sound())));
        }
    }

    /** What is known of a model at a task. */
    public Beta of(ModelRef model, String task) {
        var found = known.get(new Case(model.toString(), task));
        return found == null ? prior(model, task) : found;
    }

    private Beta prior(ModelRef model, String task) {
        var tasks = policy.capability().getOrDefault(model.toString(), Map.of());
        var said = tasks.getOrDefault(task, tasks.getOrDefault(Policy.ANY_TASK, -1));
        var mean = said < 0 ? assumed(model.model(), task) : said / 1_000.0;
        var inside = Math.min(1 - EXTREME, Math.max(EXTREME, mean));
        return new Beta(PRIOR * inside, PRIOR * (1 - inside));
    }

    /** Round assumptions by the word for a model's size in its name, not measurements. */
    static double assumed(String model, String task) {
        if (STRONG.matcher(model).find()) return 0.85;
        if (!LIGHT.matcher(model).find()) return 0.80;
        return switch (task) {
            case "code", "maths", "reasoning" -> 0.65;
            default -> 0.75;
        };
    }
}
