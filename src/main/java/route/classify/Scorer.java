package route.classify;

import java.util.List;
import route.domain.Message;
import route.domain.Prompt;

/**
 * Judges how hard a prompt is and what it asks for: by weights trained on recorded outcomes where it is like what is on
 * record, and by a sum of plain signals where it is not. Says which of two prompts is harder rather than how hard one is.
 * What it finds in one row does not depend on another; may be shared by threads.
 */
public final class Scorer {
    /** Every word that may stand for a task, in the order help shows them. */
    public static final List<String> TASKS =
            Mark.TASKS.stream().map(Mark::label).toList();

    private static final int LONGEST_SYSTEM = 2_000;

    private final Lexicon lexicon;
    private final Weights weights;
    private final ThreadLocal<long[]> marks = ThreadLocal.withInitial(Grams::marks);

    /** One that judges by the weights in the jar. */
    public Scorer() {
        this(Lexicon.load(), Weights.load());
    }

    Scorer(Lexicon lexicon, Weights weights) {
        this.lexicon = lexicon;
        this.weights = weights;
    }

    /** {@code tokens} as counted for any model; the scale is coarse. */
    public Assessment assess(Prompt prompt, int tokens) {
        return judge(prompt, tokens).explained();
    }

    /** The same without words for it. */
    Judgement judge(Prompt prompt, int tokens) {
        return Judgement.of(read(prompt), tokens, weights);
    }

    private Features read(Prompt prompt) {
        var features = new Features(new Grams(marks.get()));
        try {
            read(prompt, features);
        } finally {
            features.grams().end();
        }
        for (var message : prompt.messages()) features.turns += message.role().equals("user") ? 1 : 0;
        return features;
    }

    private void read(Prompt prompt, Features features) {
        var system = prompt.systemText();
        if (!system.isEmpty()) {
            new Reader(lexicon, features).read(system.substring(0, Math.min(LONGEST_SYSTEM, system.length())));
        }
        var asked = prompt.userText();
        new Reader(lexicon, features).read(asked.isEmpty() ? everything(prompt) : asked);
    }

    private static String everything(Prompt prompt) {
        return String.join("\n", prompt.messages().stream().map(Message::text).toList());
    }
}
