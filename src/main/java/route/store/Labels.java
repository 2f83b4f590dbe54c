package route.store;

import java.util.HashMap;
import java.util.Map;

/** Words that many rows share, each by a small number. Remembered while the database is open. */
final class Labels {
    private final Sql sql;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Long, String> texts = new HashMap<>();

    Labels(Sql sql) {
        this.sql = sql;
    }

    /** The word's number, a new one where it has none; called inside a transaction that writes. */
    long number(String text) {
        var known = numbers.get(text);
        if (known != null) return known;
        sql.update("INSERT INTO label (text) VALUES (?) ON CONFLICT DO NOTHING", text);
        var number = sql.number("SELECT n FROM label WHERE text = ?", text);
        numbers.put(text, number);
        texts.put(number, text);
        return number;
    }

    /** The word of a number; empty for 0, which stands for SQL's NULL. */
    String text(long number) {
        if (number == 0) return "";
        return texts.computeIfAbsent(
                number,
                it -> sql.one("SELECT text FROM label WHERE n = ?", row -> row.getString(1), it)
                        .orElseThrow());
    }

    /** Forgets what was learnt in a transaction that did not happen. */
    void forget() {
        numbers.clear();
        texts.clear();
    }
}
