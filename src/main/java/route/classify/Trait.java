package route.classify;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What can be counted in any prompt whatever its words are, each on a scale on which a difference means about as much
 * everywhere: counts by their logarithm, signs by their share.
 */
enum Trait {
    LENGTH("length", it -> log(it.pieces())),
    QUESTION("length of the question", it -> log(it.questionPieces())),
    OPTIONS("options", it -> log(it.options)),
    CHOICE("a choice", it -> it.options > 1 ? 1 : 0),
    WIDE_CHOICE("a choice of five or more", it -> it.options > 4 ? 1 : 0),
    OPTION_LENGTH("length of the options", it -> log((it.pieces() - it.questionPieces()) / Math.max(1, it.options))),
    NUMBERS("numbers", it -> log(it.numbers)),
    NUMBER_SHARE("share of numbers", it -> share(it.numbers, it.pieces())),
    DIGITS("digits", it -> log(it.digits)),
    MATHS_SIGNS("signs of maths", it -> log(it.mathSigns)),
    MATHS_SHARE("share of signs of maths", it -> share(it.mathSigns, it.pieces())),
    CODE_SIGNS("signs of code", it -> log(it.codeSigns)),
    CODE_SHARE("share of signs of code", it -> share(it.codeSigns, it.pieces())),
    COMMAS("commas", it -> log(it.commas)),
    SENTENCES("sentences", it -> log(it.sentences)),
    SENTENCE_LENGTH("length of sentences", it -> log(it.pieces() / Math.max(1, it.sentences))),
    LONG_WORDS("share of long words", it -> share(it.longWords, it.words)),
    WORD_LENGTH("length of words", it -> share(it.letters, it.words)),
    CAPITALS("capitals", it -> share(it.capitals, it.words)),
    BRACKETS("brackets", it -> log(it.brackets)),
    QUESTION_MARKS("question marks", it -> log(it.questions)),
    LINES("lines", it -> log(it.lines)),
    LIST("list items", it -> log(it.listItems)),
    LONE_SIGNS("Chinese or Japanese", it -> share(it.loneSigns, it.pieces())),
    FOREIGN("letters beyond English", it -> share(it.foreign, it.letters)),
    VARIETY("different words", it -> log(it.grams().count()) - log(it.pieces())),
    ANALYSIS("analysis", it -> log(it.all(Mark.PROOF))),
    EXPERT("expert terms", it -> log(it.all(Mark.EXPERT))),
    STEPS("steps", it -> log(it.all(Mark.STEPS))),
    CONSTRAINTS("constraints", it -> log(it.all(Mark.CONSTRAINT))),
    PLAIN("plain request", it -> log(it.all(Mark.EASY))),
    CODE(Mark.CODE),
    TRANSLATION(Mark.TRANSLATION),
    SUMMARISE(Mark.SUMMARISE),
    EXTRACT(Mark.EXTRACT),
    CLASSIFY(Mark.CLASSIFY),
    FORMAT(Mark.FORMAT),
    MATHS(Mark.MATHS),
    REASONING(Mark.REASONING),
    CREATIVE(Mark.CREATIVE),
    QA(Mark.QA),
    REWRITE(Mark.REWRITE),
    ADVICE(Mark.ADVICE);

    static final List<Trait> ALL = List.of(values());

    private static final double[] LOGS =
            IntStream.range(0, 2_048).mapToDouble(Trait::logarithm).toArray();

    private final String label;
    private final ToDoubleFunction<Features> measure;

    Trait(String label, ToDoubleFunction<Features> measure) {
        this.label = label;
        this.measure = measure;
    }

    Trait(Mark task) {
        this("words of " + task.label(), it -> log(TaskGuess.points(it, task)));
    }

    String label() {
        return label;
    }

    double of(Features features) {
        return measure.applyAsDouble(features);
    }

    private static double log(int count) {
        return count < LOGS.length ? LOGS[count] : logarithm(count);
    }

    /** The same bits on every platform, which {@link Math#log} does not promise. */
    private static double logarithm(int count) {
        return StrictMath.log(1.0 + count);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
