package route.store;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.LatencyStep;
import route.domain.ModelRef;

/** How long calls in real time took, by model and day. */
public final class LatencyTable {
    private final Sql sql;

    LatencyTable(Sql sql) {
        this.sql = sql;
    }

    /** Adds calls that were answered, counted by {@link LatencyStep}. */
    public void add(ModelRef model, boolean sandbox, LocalDate day, Map<Integer, Integer> calls) {
        calls.forEach((step, count) -> sql.update("""
                INSERT INTO latency VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET calls = calls + excluded.calls
                """, model.toString(), sandbox ? 1 : 0, day.toString(), step, count));
    }

    /** A step and how many calls took so long. */
    private record Count(int step, long calls) {}

    /** By model, the time that so many per cent of its calls since that day did not pass; models with fewer calls are left out. */
    public Map<ModelRef, Duration> percentiles(boolean sandbox, LocalDate since, int percent, int fewest) {
        var counts = new LinkedHashMap<ModelRef, List<Count>>();
        sql.each(
                """
                SELECT model, step, sum(calls) FROM latency WHERE sandbox = ? AND day >= ?
                GROUP BY model, step ORDER BY model, step
                """,
                row -> counts.computeIfAbsent(ModelRef.parse(row.getString(1)), it -> new ArrayList<>())
                        .add(new Count(row.getInt(2), row.getLong(3))),
                sandbox ? 1 : 0,
                since.toString());
        var times = new LinkedHashMap<ModelRef, Duration>();
        counts.forEach((model, all) -> {
            if (sum(all) >= fewest) times.put(model, LatencyStep.time(percentile(all, percent)));
        });
        return times;
    }

    private static long sum(List<Count> counts) {
        return counts.stream().mapToLong(Count::calls).sum();
    }

    private static int percentile(List<Count> rising, int percent) {
        var left = (sum(rising) * percent + 99) / 100;
        for (var it : rising) {
            left -= it.calls();
            if (left <= 0) return it.step();
        }
        return rising.get(rising.size() - 1).step();
    }
}
