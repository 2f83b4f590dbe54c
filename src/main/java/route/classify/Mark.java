package route.classify;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a word or phrase of the lexicon points to: a task, how hard the thinking is, or why an answer could do harm. The
 * tasks come first and in the order help shows them.
 */
enum Mark {
    CODE,
    TRANSLATION,
    SUMMARISE,
    EXTRACT,
    CLASSIFY,
    FORMAT,
    MATHS,
    REASONING,
    CREATIVE,
    QA,
    REWRITE,
    ADVICE,
    PROOF,
    STEPS,
    CONSTRAINT,
    EXPERT,
    EASY,
    LEGAL,
    MEDICAL,
    SAFETY,
    PERSONAL,
    CONTENTIOUS;

    static final List<Mark> TASKS =
            Stream.of(values()).limit(ADVICE.ordinal() + 1).toList();
    static final List<Mark> SENSITIVE = List.of(LEGAL, MEDICAL, SAFETY, PERSONAL, CONTENTIOUS);

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The word for it in tables and in the lexicon. */
    String label() {
        return label;
    }
}
