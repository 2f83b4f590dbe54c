package route.domain;

import java.util.Locale;

/** The shapes of an input or output file. TSV is CSV with tabs. OPENAI is for output only. */
public enum InputKind {
    CSV,
    TSV,
    JSONL,
    OPENAI;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isTable() {
        return this == CSV || this == TSV;
    }
}
