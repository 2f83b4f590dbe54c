package route.classify;

/** Says which task a prompt asks for, by the words at its ends and by what the text is made of. */
final class TaskGuess {
    private static final int EDGE_WEIGHT = 3;
    /** Lettered answers make it a question of a test, whatever words it has. */
    private static final int OPTIONS_TO_CHOOSE = 2;

    private static final int MOST_FROM_BODY = 3;

    private TaskGuess() {}

    static Mark of(Features features) {
        var best = Mark.QA;
        int most = points(features, Mark.QA);
        for (var task : Mark.TASKS) {
            int points = points(features, task);
            if (points > most) {
                most = points;
                best = task;
            }
        }
        return best;
    }

    /** How much speaks for a task. */
    static int points(Features features, Mark task) {
        int body = Math.min(MOST_FROM_BODY, features.all(task) - features.edge(task));
        int edge = Math.min(4, features.edge(task) + features.lead(task));
        return EDGE_WEIGHT * edge * weight(task) / 10 + body + fromStructure(features, task);
    }

    /** In tenths: words that mean their task wherever they stand, and words that stand everywhere. */
    private static int weight(Mark task) {
        return switch (task) {
            case TRANSLATION, SUMMARISE, REWRITE -> 40;
            case EXTRACT -> 30;
            case CLASSIFY, ADVICE -> 24;
            case CREATIVE -> 20;
            case CODE, MATHS -> 14;
            case FORMAT -> 12;
            case REASONING -> 8;
            case QA -> 4;
            case PROOF, STEPS, CONSTRAINT, EXPERT, EASY, LEGAL, MEDICAL, SAFETY, PERSONAL, CONTENTIOUS -> 0;
        };
    }

    private static int fromStructure(Features features, Mark task) {
        return switch (task) {
            case CODE -> Math.min(8, features.perHundredWords(features.codeSigns) / 4);
            case MATHS -> maths(features);
            case QA -> Math.min(2, features.questions) * 2 + (features.options >= 3 ? OPTIONS_TO_CHOOSE : 0);
            default -> 0;
        };
    }

    private static int maths(Features features) {
        boolean dense = features.mathSigns + features.numbers > features.words;
        boolean sums = features.numbers >= 2
                && features.perHundredWords(features.numbers) >= 2
                && features.edge(Mark.MATHS) >= 1;
        return (dense ? 6 : 0) + (sums ? 4 : 0) + Math.min(4, features.mathSigns / 2);
    }
}
