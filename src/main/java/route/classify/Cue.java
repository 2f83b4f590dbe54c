package route.classify;

import java.util.List;

/**
 * What may move a prompt's hardness, in the order in which it is added up. The weights were set by hand and then checked
 * against recorded outcomes of weak and strong models.
 */
enum Cue {
    TASK("task"),
    LENGTH("length"),
    QUESTIONS("questions", 0.02, 0.06, "questions"),
    LIST("list", 0.008, 0.05, "list items"),
    OPTIONS("options", 0.01, 0.05, "options"),
    TURNS("turns", 0.015, 0.08, "more turns"),
    CODE_SIGNS("code marks", 0.004, 0.12, "signs of code in 100 words"),
    MATHS_SIGNS("maths marks", 0.004, 0.09, "signs of maths in 100 words"),
    NUMBERS("numbers", 0.005, 0.06, "numbers in 100 words"),
    ANALYSIS("analysis", 0.055, 0.22, Mark.PROOF),
    EXPERT("expert terms", 0.04, 0.16, Mark.EXPERT),
    STEPS("multi-step", 0.018, 0.15, Mark.STEPS),
    CONSTRAINTS("constraints", 0.016, 0.14, Mark.CONSTRAINT),
    REASONING("reasoning words", 0.012, 0.06, Mark.REASONING),
    MATHS("maths words", 0.012, 0.08, Mark.MATHS),
    PLAIN("plain request", -0.02, -0.06, Mark.EASY);

    static final List<Cue> ALL = List.of(values());

    /** What a word counts in the middle of a long text, where it is more likely part of a document than of the request. */
    private static final double PASTED = 0.2;

    /** Tokens up to which length counts in full. */
    private static final int PAGE = 400;

    private final String label;
    private final double each;
    private final double most;
    private final String counted;
    private final Mark mark;

    Cue(String label) {
        this(label, 0, 0, "", Mark.QA);
    }

    Cue(String label, double each, double most, String counted) {
        this(label, each, most, counted, Mark.QA);
    }

    Cue(String label, double each, double most, Mark mark) {
        this(label, each, most, "", mark);
    }

    Cue(String label, double each, double most, String counted, Mark mark) {
        this.label = label;
        this.each = each;
        this.most = most;
        this.counted = counted;
        this.mark = mark;
    }

    /** What it adds to the hardness; 0 where it is not there. */
    double weight(Features features, Mark task, int tokens) {
        return switch (this) {
            case TASK -> base(task);
            case LENGTH -> length(tokens);
            case QUESTIONS, LIST, OPTIONS, TURNS, CODE_SIGNS, MATHS_SIGNS, NUMBERS -> {
                int count = count(features);
                yield count <= 0 ? 0 : Math.min(most, each * count);
            }
            case ANALYSIS, EXPERT, STEPS, CONSTRAINTS, REASONING, MATHS, PLAIN -> marked(features);
        };
    }

    private double marked(Features features) {
        int count = features.all(mark);
        if (count == 0) return 0;
        double heard = features.edge(mark) + PASTED * (count - features.edge(mark));
        return each < 0 ? Math.max(most, each * heard) : Math.min(most, each * heard);
    }

    private int count(Features features) {
        return switch (this) {
            case QUESTIONS -> features.questions - 1;
            case LIST -> features.listItems;
            case OPTIONS -> features.options;
            case TURNS -> features.turns - 1;
            case CODE_SIGNS -> features.perHundredWords(features.codeSigns);
            case MATHS_SIGNS -> features.perHundredWords(features.mathSigns);
            case NUMBERS -> features.perHundredWords(features.numbers);
            case TASK, LENGTH -> 0;
            case ANALYSIS, EXPERT, STEPS, CONSTRAINTS, REASONING, MATHS, PLAIN -> features.all(mark);
        };
    }

    /** The same for a person, with what gave rise to it. */
    Signal signal(Features features, Mark task, int tokens) {
        var evidence = switch (this) {
            case TASK -> task.label();
            case LENGTH -> Reason.grouped(tokens) + " tokens";
            case QUESTIONS, LIST, OPTIONS, TURNS, CODE_SIGNS, MATHS_SIGNS, NUMBERS -> count(features) + " " + counted;
            case ANALYSIS, EXPERT, STEPS, CONSTRAINTS, REASONING, MATHS, PLAIN ->
                count(features) + ": " + features.evidence(mark);
        };
        return new Signal(label, weight(features, task, tokens), evidence);
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
        return tokens <= PAGE ? page : page + 0.015 * log2(tokens / (double) PAGE);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
