package route.signal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import route.domain.Metric;
import route.domain.Metrics;
import route.wire.Auth;
import route.wire.Body;
import route.wire.Call;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.NoAnswerException;

/**
 * Sends counters as OpenTelemetry, by OTLP over HTTP in its JSON encoding (OTLP specification 1.7, stable since 1.0): one
 * call at the end of a command.
 *
 * <p>Why no library: these counters are kept in the database and go on from process to process. The SDK's own begin with
 * the process, and each would be taken for a reset that adds everything once more; what could be told otherwise are
 * internal classes of it. It would be thirteen jars with 1.4 MB for this one call.
 */
public final class Otlp {
    private static final String PATH = "/v1/metrics";

    /** Cumulative, in {@code AggregationTemporality}: a value counts from the start time on. */
    private static final int CUMULATIVE = 2;

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000);
    private static final JsonFactory FACTORY = new JsonFactory();

    private Otlp() {}

    /**
     * Sends them once.
     *
     * @param address of the receiver, with or without {@code /v1/metrics}
     * @param version of this program
     * @return what went wrong; empty where they were taken
     */
    public static Optional<String> send(Metrics metrics, String address, String version, Connections connections) {
        var base = address.replaceFirst("/+$", "");
        var home = base.endsWith(PATH) ? base.substring(0, base.length() - PATH.length()) : base;
        var wire = new HttpWire(connections, home, Auth.BEARER, Optional::empty);
        try {
            var reply = wire.send(Call.post(PATH, new Body.Json(text(metrics, version))));
            return reply.isOk() ? Optional.empty() : Optional.of("the receiver answered " + reply.status());
        } catch (NoAnswerException e) {
            return Optional.of(e.getMessage());
        }
    }

    static String text(Metrics metrics, String version) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("resourceMetrics");
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            attributes(Map.of("service.name", "route"), json);
            json.writeEndObject();
            json.writeArrayFieldStart("scopeMetrics");
            json.writeStartObject();
            json.writeObjectFieldStart("scope");
            json.writeStringField("name", "route");
            json.writeStringField("version", version);
            json.writeEndObject();
            json.writeArrayFieldStart("metrics");
            for (var metric : metrics.all()) {
                if (!metric.points().isEmpty()) metric(metric, metrics, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Names are those of the Prometheus file without {@code _total}, which receivers add again. */
    private static void metric(Metric metric, Metrics metrics, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", metric.name().replaceFirst("_total$", ""));
        json.writeStringField("description", metric.help());
        json.writeStringField("unit", metric.unit());
        json.writeObjectFieldStart(metric.isCounter() ? "sum" : "gauge");
        if (metric.isCounter()) {
            json.writeNumberField("aggregationTemporality", CUMULATIVE);
            json.writeBooleanField("isMonotonic", true);
        }
        json.writeArrayFieldStart("dataPoints");
        for (var point : metric.points()) {
            json.writeStartObject();
            attributes(point.labels(), json);
            if (metric.isCounter()) json.writeStringField("startTimeUnixNano", nanos(metrics.since()));
            json.writeStringField("timeUnixNano", nanos(metrics.at()));
            json.writeNumberField("asDouble", point.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void attributes(Map<String, String> labels, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("attributes");
        for (var label : labels.entrySet()) {
            json.writeStartObject();
            json.writeStringField("key", label.getKey());
            json.writeObjectFieldStart("value");
            json.writeStringField("stringValue", label.getValue());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** As a string: JSON has no integers of 64 bits. */
    private static String nanos(Instant at) {
        return BigInteger.valueOf(at.toEpochMilli()).multiply(NANOS).toString();
    }
}
