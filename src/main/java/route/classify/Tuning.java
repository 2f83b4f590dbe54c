package route.classify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import route.domain.InputException;
import route.domain.Profile;
import route.domain.Prompt;
import route.domain.Tuned;

/**
 * Fits a profile to labelled prompts: a ridge regression of the gain on the built-in gain and on the words of the prompt,
 * drawn towards the built-in classifier the more the fewer labels speak against it. How strongly is chosen by
 * cross-validation in five parts, in which equal prompts stay together: the strongest pull whose error is within one
 * standard error of the least (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 7.10). The same labels
 * give the same profile, bit for bit.
 */
public final class Tuning {
    /** Fewer rows than this say nothing. */
    public static final int LEAST = 50;

    /** More rows than this add little and take long. */
    public static final int MOST = 20_000;

    private static final int PARTS = 5;

    /** The strongest first; the first leaves the built-in ranking as it is. */
    private static final double[] PENALTIES = {1e6, 1000, 300, 100, 30, 10, 3, 1};

    /** The gain for one deviation of the built-in one, where the labels say nothing of it. */
    private static final double TRUSTED = 0.05;

    private static final int MOST_STEPS = 127;

    private final Scorer scorer;
    private final List<int[]> slots = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();
    private final List<Double> builtIn = new ArrayList<>();
    private final List<Double> gains = new ArrayList<>();
    private final List<Integer> scores = new ArrayList<>();
    private final Map<String, List<Integer>> sameText = new LinkedHashMap<>();
    private int left;

    public Tuning(Scorer scorer) {
        this.scorer = scorer;
    }

    /**
     * Takes a labelled prompt.
     *
     * @param gain what the strong model gains over the weak one, -1 to 1
     */
    public void add(Prompt prompt, int tokens, double gain) {
        if (gains.size() == MOST) {
            left++;
            return;
        }
        var judgement = scorer.judge(prompt, tokens);
        var grams = judgement.features().grams();
        sameText.computeIfAbsent(prompt.userText(), it -> new ArrayList<>()).add(gains.size());
        slots.add(WordRows.slots(grams));
        values.add(WordRows.values(grams, judgement.outlook().weights()));
        builtIn.add(judgement.gain());
        scores.add(judgement.score());
        gains.add(gain);
    }

    /**
     * Fits the profile to what was added, and measures it.
     *
     * @throws InputException where there are too few labels, or the strong model gains nothing on them
     */
    public Tuned fit(String name) {
        int count = gains.size();
        if (count < LEAST) {
            throw new InputException(count + " labelled rows are too few to learn from\nat least " + LEAST
                    + " are needed, and a few hundred are better");
        }
        var targets = doubles(gains);
        double gain = Arrays.stream(targets).sum() / count;
        if (gain <= 0) {
            throw new InputException("the strong model gains nothing on these rows ("
                    + BigDecimal.valueOf(gain).setScale(3, RoundingMode.HALF_UP)
                    + " on average), so no ranking can be learnt\nsend them to the weak model, or check which of the two is"
                    + " which");
        }
        var before = doubles(builtIn);
        double usual = Arrays.stream(before).sum() / count;
        double deviation = deviation(before, usual);
        var rows = new WordRows(slots, values, deviations(before, usual, deviation));
        var ridge = new Ridge(rows, targets, TRUSTED);
        var trial = new Trial(ridge, rows, targets, parts());
        var unseen = trial.unseen();
        var spans = GainCurve.compared(before, unseen, targets, groups());
        var learnt = ridge.fit(IntStream.range(0, count).toArray(), trial.penalty());
        return new Tuned(
                profile(name, learnt, usual, deviation),
                count,
                left,
                sameText.size(),
                gain,
                spans.get(0),
                spans.get(1),
                spans.get(2),
                steps(scores),
                steps(scoresOf(unseen)));
    }

    private static List<Integer> scoresOf(double[] gains) {
        return Arrays.stream(gains)
                .mapToObj(it -> Judgement.scoreOf(Judgement.hardnessOf(it)))
                .toList();
    }

    private Profile profile(String name, Ridge.Learnt learnt, double usual, double deviation) {
        double most = Arrays.stream(learnt.words()).map(Math::abs).max().orElse(0);
        var words = new byte[learnt.words().length];
        double step = most / MOST_STEPS;
        for (int slot = 0; slot < words.length && most > 0; slot++) {
            words[slot] = (byte) Math.round(learnt.words()[slot] / step);
        }
        return new Profile(
                name,
                ClassifierVersion.NOW,
                gains.size(),
                learnt.level(),
                usual,
                learnt.slope() / deviation,
                step,
                most == 0 ? "" : Base64.getEncoder().encodeToString(words));
    }

    private static double deviation(double[] values, double mean) {
        double squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        return Math.max(1e-3, Math.sqrt(squares / values.length));
    }

    private static double[] deviations(double[] values, double mean, double deviation) {
        return Arrays.stream(values).map(it -> (it - mean) / deviation).toArray();
    }

    /** The part of each row: equal prompts share one, and the next different one goes to the next. */
    private int[] parts() {
        var parts = new int[gains.size()];
        int next = 0;
        for (var rows : sameText.values()) {
            for (int row : rows) parts[row] = next % PARTS;
            next++;
        }
        return parts;
    }

    private List<int[]> groups() {
        return sameText.values().stream()
                .map(it -> it.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static List<Integer> steps(List<Integer> scores) {
        var counts = new Integer[] {0, 0, 0, 0, 0};
        for (int score : scores) counts[score - 1]++;
        return List.of(counts);
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double[] penalties() {
        return PENALTIES.clone();
    }
}
