package route.domain;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number for monitoring, by labels.
 *
 * @param name with its unit last and, for a counter, {@code _total} after it: {@code route_cost_usd_total}
 * @param unit by UCUM, as OpenTelemetry has it: {@code s}, {@code {row}}; for money {@code USD}
 * @param isCounter whether it only grows, over all processes; else it is what is just now
 */
public record Metric(String name, String help, String unit, boolean isCounter, List<Point> points) {

    public Metric {
        points = List.copyOf(points);
    }

    /** A value under labels, in their order. */
    public record Point(Map<String, String> labels, BigDecimal value) {
        public Point {
            labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }
}
