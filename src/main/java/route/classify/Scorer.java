package route.classify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import route.domain.Message;
import route.domain.Prompt;

/**
 * Judges how hard a prompt is, by a sum of plain signals. The weights were set by hand and then checked against recorded
 * outcomes of weak and strong models; they say which of two prompts is harder rather than how hard one is. A trained
 * model may take this class's place behind the same method. Holds no state between rows and may be shared by threads.
 */
public final class Scorer {
    /** Every word that may stand for a task, in the order help shows them. */
    public static final List<String> TASKS =
            Mark.TASKS.stream().map(Mark::label).toList();

    private static final int LONGEST_SYSTEM = 2_000;

    /** What a word counts in the middle of a long text, where it is more likely part of a document than of the request. */
    private static final double PASTED = 0.2;

    /** Tokens up to which length counts in full. */
    private static final int PAGE = 400;

    /** The sum of weights at which hardness is one half, and how fast it rises there. */
    private static final double MIDDLE = 0.45;

    private static final double STEEPNESS = 9.0;

    private final Lexicon lexicon = Lexicon.load();

    /** {@code tokens} as counted for any model; the scale is coarse. */
    public Assessment assess(Prompt prompt, int tokens) {
        var features = read(prompt);
        var task = TaskGuess.of(features);
        var signals = new ArrayList<Signal>();
        signals.add(new Signal("task", base(task), task.label()));
        structure(features, tokens, signals);
        content(features, signals);
        double sum = signals.stream().mapToDouble(Signal::weight).sum();
        double hardness = rounded(1 / (1 + Math.exp(-STEEPNESS * (sum - MIDDLE))));
        signals.removeIf(it -> it.weight() == 0);
        signals.sort(Comparator.comparingDouble((Signal it) -> -Math.abs(it.weight())));
        int sensitivity = Sensitivity.of(features, signals);
        int score = Math.min(5, 1 + (int) (hardness * 5));
        return new Assessment(hardness, score, sensitivity, task.label(), signals);
    }

    private Features read(Prompt prompt) {
        var features = new Features();
        var system = prompt.systemText();
        if (!system.isEmpty()) {
            new Reader(lexicon, features).read(system.substring(0, Math.min(LONGEST_SYSTEM, system.length())));
        }
        var asked = prompt.userText();
        new Reader(lexicon, features).read(asked.isEmpty() ? everything(prompt) : asked);
        features.turns = (int) prompt.messages().stream()
                .filter(it -> it.role().equals("user"))
                .count();
        return features;
    }

    private static String everything(Prompt prompt) {
        return String.join("\n", prompt.messages().stream().map(Message::text).toList());
    }

    private static double base(Mark task) {
        return switch (task) {
            case CLASSIFY -> 0.05;
            case EXTRACT -> 0.08;
            case FORMAT -> 0.15;
            case TRANSLATION -> 0.14;
            case QA -> 0.13;
            case REWRITE -> 0.14;
            case SUMMARISE -> 0.13;
            case ADVICE -> 0.20;
            case CREATIVE -> 0.19;
            case CODE -> 0.25;
            case MATHS -> 0.25;
            case REASONING -> 0.26;
            case PROOF, STEPS, CONSTRAINT, EXPERT, EASY, LEGAL, MEDICAL, SAFETY, PERSONAL, CONTENTIOUS -> 0;
        };
    }

    /** Grows with each doubling; beyond a page it is mostly a document that was pasted in, which makes little harder. */
    private static double length(int tokens) {
        double page = 0.055 * log2(1 + Math.min(tokens, PAGE) / 12.0);
        return page + 0.015 * log2(Math.max(tokens, PAGE) / (double) PAGE);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static void structure(Features features, int tokens, List<Signal> signals) {
        signals.add(new Signal("length", length(tokens), Reason.grouped(tokens) + " tokens"));
        add(signals, "questions", 0.02, 0.06, features.questions - 1, "questions");
        add(signals, "list", 0.008, 0.05, features.listItems, "list items");
        add(signals, "options", 0.01, 0.05, features.options, "options");
        add(signals, "turns", 0.015, 0.08, features.turns - 1, "more turns");
        add(
                signals,
                "code marks",
                0.004,
                0.12,
                features.perHundredWords(features.codeSigns),
                "signs of code in 100 words");
        add(
                signals,
                "maths marks",
                0.004,
                0.09,
                features.perHundredWords(features.mathSigns),
                "signs of maths in 100 words");
        add(signals, "numbers", 0.005, 0.06, features.perHundredWords(features.numbers), "numbers in 100 words");
    }

    private static void content(Features features, List<Signal> signals) {
        marked(signals, features, Mark.PROOF, "analysis", 0.055, 0.22);
        marked(signals, features, Mark.EXPERT, "expert terms", 0.04, 0.16);
        marked(signals, features, Mark.STEPS, "multi-step", 0.018, 0.15);
        marked(signals, features, Mark.CONSTRAINT, "constraints", 0.016, 0.14);
        marked(signals, features, Mark.REASONING, "reasoning words", 0.012, 0.06);
        marked(signals, features, Mark.MATHS, "maths words", 0.012, 0.08);
        marked(signals, features, Mark.EASY, "plain request", -0.02, -0.06);
    }

    private static void add(List<Signal> signals, String name, double each, double most, int count, String of) {
        if (count <= 0) return;
        signals.add(new Signal(name, Math.min(most, each * count), count + " " + of));
    }

    private static void marked(
            List<Signal> signals, Features features, Mark mark, String name, double each, double most) {
        int count = features.all(mark);
        if (count == 0) return;
        double heard = features.edge(mark) + PASTED * (count - features.edge(mark));
        double weight = each < 0 ? Math.max(most, each * heard) : Math.min(most, each * heard);
        signals.add(new Signal(name, weight, count + ": " + features.evidence(mark)));
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP).doubleValue();
    }
}
