package route.signal;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import route.domain.Metric;
import route.domain.Metrics;

/**
 * Counters as a text file for Prometheus: its text exposition format 0.0.4, as the textfile collector of node_exporter
 * reads it, which wants no timestamps and a file that is put in its place whole.
 */
public final class PrometheusFile {

    private PrometheusFile() {}

    /** Writes the file aside and renames it into place; readable by everyone, since the exporter is another user. */
    public static void write(Metrics metrics, Path file) throws IOException {
        var target = file.toAbsolutePath();
        var aside = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
        try {
            Files.writeString(aside, text(metrics), StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    static String text(Metrics metrics) {
        var text = new StringBuilder();
        metrics.all().stream().filter(it -> !it.points().isEmpty()).forEach(it -> append(it, text));
        text.append("# HELP route_last_run_timestamp_seconds When this was written, in seconds since 1970.\n")
                .append("# TYPE route_last_run_timestamp_seconds gauge\n")
                .append("route_last_run_timestamp_seconds ")
                .append(BigDecimal.valueOf(metrics.at().toEpochMilli(), 3).toPlainString())
                .append('\n');
        return text.toString();
    }

    private static void append(Metric metric, StringBuilder text) {
        text.append("# HELP ").append(metric.name()).append(' ').append(metric.help());
        text.append("\n# TYPE ").append(metric.name()).append(metric.isCounter() ? " counter\n" : " gauge\n");
        for (var point : metric.points()) {
            text.append(metric.name()).append(labels(point.labels())).append(' ');
            text.append(number(point.value())).append('\n');
        }
    }

    private static String labels(Map<String, String> labels) {
        if (labels.isEmpty()) return "";
        return labels.entrySet().stream()
                .map(it -> it.getKey() + "=\"" + escaped(it.getValue()) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
