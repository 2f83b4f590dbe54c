package route.classify;

import java.util.List;

/** A kind of prompt of which outcomes of weak and strong models are on record, and all the rest. */
enum Kind {
    EXAM("exam question"),
    LONG_EXAM("exam question with many options"),
    PROGRAM("what a program puts out"),
    CONTEST("contest mathematics"),
    SCIENCE("school science"),
    EVERYDAY("everyday request");

    static final List<Kind> ALL = List.of(values());

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** What it is called in an explanation. */
    String label() {
        return label;
    }
}
