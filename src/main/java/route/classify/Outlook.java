package route.classify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the trained {@link Weights} expect of a prompt: which kind it is, and what a stronger model would gain on it if it
 * were of that kind.
 *
 * @param heads what each head of the weights says
 * @param shares how likely each kind is; they add up to 1
 */
record Outlook(Weights weights, double[] heads, double[] shares) {
    /** Steps of the logit of hardness for a gain of one answer in one, and where no gain lies on it. */
    static final double LOGIT_OF_GAIN = 8;

    static final double LOGIT_OF_NO_GAIN = -1.5;

    /** Steps of the logit of an everyday prompt for one deviation of the prior from what is usual there. */
    private static final double SHAPE = 1;

    /** How far the logit of an everyday prompt goes for what its cues and its shape say: length is in both. */
    private static final double SPREAD = 0.6;

    /** Where the logit of an everyday prompt is left by that, so that as many are simple as before. */
    private static final double REST = -0.2;

    /** A kind must be surer than even before it has a say: what is like nothing on record is better off as everyday. */
    private static final double CERTAINTY = 2;

    private static final double DOUBT = 1;

    /** Steps of the logit of a task for its words, by the root of how much they speak for it. */
    private static final double WORDS = 2;

    /** The gain for one deviation of the prior beside what is learnt of a kind: it matters where little was learnt. */
    private static final double GAIN_OF_PRIOR = 0.02;

    /** Begins the names of signals that tell of the prior's traits. */
    static final String SHAPED = "shape: ";

    static Outlook of(Weights weights, Features features) {
        var heads = weights.heads(features);
        return new Outlook(weights, heads, shares(heads));
    }

    /** A prompt that is like nothing on record is an everyday one: where the kinds are unsure, caution is what is left. */
    private static double[] shares(double[] heads) {
        int everyday = Kind.EVERYDAY.ordinal();
        var shares = new double[Kind.ALL.size()];
        double sum = 0;
        for (int kind = 0; kind < everyday; kind++) {
            shares[kind] = sigmoid(CERTAINTY * heads[Weights.KINDS + kind] - DOUBT);
            sum += shares[kind];
        }
        shares[everyday] = Math.max(0, 1 - sum);
        if (sum > 1) {
            for (int kind = 0; kind < everyday; kind++) shares[kind] /= sum;
        }
        return shares;
    }

    double share(Kind kind) {
        return shares[kind.ordinal()];
    }

    /** The kind that is likeliest. */
    Kind kind() {
        var best = Kind.EVERYDAY;
        for (var kind : Kind.ALL) {
            if (share(kind) > share(best)) best = kind;
        }
        return best;
    }

    /** What the prompt asks for: as learnt, and as its words say, for what is learnt is partly how the samples sound. */
    Mark task(Features features) {
        if (features.pieces() == 0) return Mark.QA;
        var best = Mark.QA;
        double most = Double.NEGATIVE_INFINITY;
        for (var task : Mark.TASKS) {
            double words = Math.sqrt(TaskGuess.points(features, task));
            double says = heads[Weights.TASKS + task.ordinal()] + WORDS * words;
            if (says > most) {
                most = says;
                best = task;
            }
        }
        return best;
    }

    /** How much harder the transferable traits make it, in deviations. */
    double prior() {
        return heads[Weights.PRIOR];
    }

    /** What its kind and shape make of it, on the logit of hardness; {@code plain} is what an everyday prompt's cues do. */
    double logit(double plain) {
        double everyday = REST + SPREAD * (plain + SHAPE * (prior() - weights.level(Kind.EVERYDAY)));
        double sum = 0;
        for (var kind : Kind.ALL) {
            sum += share(kind) * (kind == Kind.EVERYDAY ? everyday : logit(kind));
        }
        return sum;
    }

    private double logit(Kind kind) {
        return LOGIT_OF_NO_GAIN + LOGIT_OF_GAIN * gain(kind);
    }

    /** What it weighs in the hardness that the prompt is of a kind on record, and how it is shaped. */
    List<Signal> signals(Features features) {
        var signals = new ArrayList<Signal>();
        for (var kind : Kind.ALL) {
            if (kind == Kind.EVERYDAY) continue;
            double weight = share(kind) * (logit(kind) / Judgement.STEEPNESS + Judgement.MIDDLE);
            signals.add(new Signal(kind.label(), weight, evidence(kind)));
        }
        var seen = weights.traits(features);
        double each = share(Kind.EVERYDAY) * SPREAD * SHAPE / Judgement.STEEPNESS;
        signals.add(new Signal(SHAPED + "usual", usual(each), "an everyday request"));
        for (var trait : Trait.ALL) {
            double weight = each * weights.weight(Weights.PRIOR, trait) * seen[trait.ordinal()];
            if (weight != 0) signals.add(new Signal(SHAPED + trait.label(), weight, deviations(seen[trait.ordinal()])));
        }
        return signals;
    }

    /** What is left when all that is said of an everyday prompt weighs nothing. */
    private double usual(double each) {
        double middle = share(Kind.EVERYDAY) * (REST / Judgement.STEEPNESS + (1 - SPREAD) * Judgement.MIDDLE);
        return middle - each * weights.level(Kind.EVERYDAY);
    }

    /** How much of a cue's weight comes through. */
    double heard() {
        return share(Kind.EVERYDAY) * SPREAD;
    }

    private String evidence(Kind kind) {
        return percent(share(kind)) + " likely; a strong model gains about " + percent(gain(kind));
    }

    private static String deviations(double seen) {
        return hundredths(Math.abs(seen)) + (seen < 0 ? " below" : " above") + " the usual";
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String hundredths(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** The share of right answers that a strong model has more than a weak one, if the prompt is of that kind. */
    private double gain(Kind kind) {
        return switch (kind) {
            case EXAM -> learnt(Weights.EXAM_WEAK, Weights.EXAM_STRONG);
            case LONG_EXAM -> learnt(Weights.LONG_EXAM_WEAK, Weights.LONG_EXAM_STRONG);
            case PROGRAM, CONTEST, SCIENCE, EVERYDAY -> weights.level(kind) + weights.slope(kind) * prior();
        };
    }

    private double learnt(int weak, int strong) {
        return sigmoid(heads[strong]) - sigmoid(heads[weak]) + GAIN_OF_PRIOR * prior();
    }

    /** The same bits on every platform, which {@link Math#exp} does not promise. */
    static double sigmoid(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }
}
