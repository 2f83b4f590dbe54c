package route.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.Metric;
import route.domain.Metrics;

/**
 * Adds up what monitoring wants to see. Everything comes from what is written down, so counters go on from one process
 * to the next.
 */
public final class MetricsTable {
    private static final int MONEY_SCALE = 12;
    private static final List<String> SPENT = List.of("model", "lane", "tier", "sandbox");

    private final Sql sql;

    MetricsTable(Sql sql) {
        this.sql = sql;
    }

    /** All of them, as they are now. */
    public Metrics read(Instant now) {
        var since = sql.number("SELECT coalesce(min(created_at), ?) FROM job", now.toEpochMilli());
        var all = new ArrayList<>(spent());
        all.addAll(batches());
        all.add(standing(
                "route_jobs",
                "Jobs by state.",
                "{job}",
                List.of("state", "sandbox"),
                "SELECT lower(state), iif(sandbox, 'true', 'false'), count(*) FROM job GROUP BY 1, 2"));
        all.add(standing(
                "route_open_batches",
                "Batches that are not over, by state.",
                "{batch}",
                List.of("model", "lane", "state"),
                """
                SELECT model, lower(lane), lower(state), count(*) FROM batch
                WHERE job IN (SELECT n FROM job WHERE state NOT IN ('CANCELLED', 'DELIVERED'))
                  AND state NOT IN ('COLLECTED', 'REFUSED', 'LOST', 'DROPPED')
                GROUP BY 1, 2, 3
                """));
        all.add(standing(
                "route_alerts",
                "Limits that are passed, 1 for each.",
                "{alert}",
                List.of("kind", "subject"),
                "SELECT lower(kind), subject, 1 FROM alert WHERE ended_at IS NULL"));
        all.add(standing(
                "route_untold_hooks",
                "Hooks that could not be told yet.",
                "{hook}",
                List.of(),
                "SELECT count(*) FROM notice WHERE done_at IS NULL AND tries > 0"));
        return new Metrics(Instant.ofEpochMilli(since), now, all);
    }

    private List<Metric> spent() {
        var cost = new ArrayList<Metric.Point>();
        var baseline = new ArrayList<Metric.Point>();
        var rows = new ArrayList<Metric.Point>();
        var tokens = new ArrayList<Metric.Point>();
        sql.each("""
                SELECT s.model, s.lane, s.tier, iif(j.sandbox, 'true', 'false'), sum(s.cost), sum(s.baseline),
                       sum(s.rows), sum(s.input_tok), sum(s.cached_tok), sum(s.output_tok), sum(s.reason_tok)
                FROM spend s JOIN job j ON j.n = s.job GROUP BY 1, 2, 3, 4
                """, row -> {
            var labels = labels(SPENT, row);
            cost.add(new Metric.Point(labels, dollars(row.getLong(5))));
            baseline.add(new Metric.Point(labels, dollars(row.getLong(6))));
            rows.add(new Metric.Point(labels, row.getBigDecimal(7)));
            tokens.add(tokens(labels, "input", row.getBigDecimal(8)));
            tokens.add(tokens(labels, "cached_input", row.getBigDecimal(9)));
            tokens.add(tokens(labels, "output", row.getBigDecimal(10)));
            tokens.add(tokens(labels, "reasoning", row.getBigDecimal(11)));
        });
        return List.of(
                new Metric("route_cost_usd_total", "US dollars charged.", "USD", true, cost),
                new Metric(
                        "route_baseline_usd_total",
                        "US dollars the same rows would have cost on the strongest tier in real time.",
                        "USD",
                        true,
                        baseline),
                new Metric("route_answered_rows_total", "Rows answered and billed.", "{row}", true, rows),
                new Metric("route_tokens_total", "Tokens billed, by kind.", "{token}", true, tokens));
    }

    private static Metric.Point tokens(Map<String, String> labels, String kind, BigDecimal count) {
        var more = new LinkedHashMap<>(labels);
        more.put("kind", kind);
        return new Metric.Point(more, count);
    }

    private List<Metric> batches() {
        var names = List.of("model", "lane", "sandbox");
        var batches = new ArrayList<Metric.Point>();
        var errors = new ArrayList<Metric.Point>();
        var seconds = new ArrayList<Metric.Point>();
        sql.each("""
                SELECT b.model, lower(b.lane), iif(j.sandbox, 'true', 'false'), count(*), sum(b.errored),
                       coalesce(sum(max(b.ended_at - b.sent_at, 0)), 0)
                FROM batch b JOIN job j ON j.n = b.job WHERE b.state = 'COLLECTED' GROUP BY 1, 2, 3
                """, row -> {
            var labels = labels(names, row);
            batches.add(new Metric.Point(labels, row.getBigDecimal(4)));
            errors.add(new Metric.Point(labels, row.getBigDecimal(5)));
            seconds.add(new Metric.Point(labels, BigDecimal.valueOf(row.getLong(6), 3)));
        });
        return List.of(
                new Metric("route_collected_batches_total", "Batches that are collected.", "{batch}", true, batches),
                new Metric(
                        "route_request_errors_total", "Requests that came back as errors.", "{request}", true, errors),
                new Metric(
                        "route_batch_turnaround_seconds_total",
                        "Seconds from the acceptance of batches to their end, added up.",
                        "s",
                        true,
                        seconds));
    }

    /** What is just now; the last column is the value. */
    private Metric standing(String name, String help, String unit, List<String> labels, String query) {
        var points =
                sql.list(query, row -> new Metric.Point(labels(labels, row), row.getBigDecimal(labels.size() + 1)));
        return new Metric(name, help, unit, false, points);
    }

    private static Map<String, String> labels(List<String> names, ResultSet row) throws SQLException {
        var labels = new LinkedHashMap<String, String>();
        for (var i = 0; i < names.size(); i++) labels.put(names.get(i), row.getString(i + 1));
        return labels;
    }

    private static BigDecimal dollars(long picodollars) {
        return BigDecimal.valueOf(picodollars, MONEY_SCALE);
    }
}
