package route.store;

import java.util.Arrays;
import java.util.stream.Collectors;
import route.domain.Finish;

/** Keeps with each batch that is over what reports ask for, so that none has to read every attempt again. */
public final class Tallies {
    private static final int DEAREST = 10;
    private static final String FINISH = Arrays.stream(Finish.values())
            .map(it -> " WHEN " + it.ordinal() + " THEN '" + it + "'")
            .collect(Collectors.joining("", "CASE a.finish", " END"));

    private final Sql sql;

    Tallies(Sql sql) {
        this.sql = sql;
    }

    /** Adds up how the attempts of a batch ended; called once, in the transaction that closes it. */
    public void add(BatchRecord batch, String day) {
        sql.update(
                "INSERT INTO ending (job, day, model, kind, word, rows)"
                        + " SELECT ?1, ?2, ?3, a.kind, CASE a.kind WHEN 0 THEN " + FINISH
                        + " ELSE coalesce(l.text, '') END, count(*)"
                        + " FROM attempt a LEFT JOIN label l ON l.n = a.code WHERE a.batch = ?4 GROUP BY a.kind, a.finish, a.code"
                        + " ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
                batch.job(),
                day,
                batch.model().toString(),
                batch.n());
        sql.update("""
                INSERT INTO dear (batch, row, day, cost)
                SELECT ?1, row, ?2, cost FROM attempt WHERE batch = ?1 AND kind = 0 AND cost > 0
                ORDER BY cost DESC, row LIMIT ?3
                """, batch.n(), day, DEAREST);
    }
}
