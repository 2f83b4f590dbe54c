package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import route.domain.Alert;

/** Alerts for people and for machines. */
final class AlertText {

    private AlertText() {}

    /** A line for each; nothing where there is none. */
    static String lines(List<Alert> alerts, Paint paint) {
        var text = new StringBuilder();
        alerts.forEach(it -> text.append(paint.warning("alert: "))
                .append(Untrusted.shown(it.message()))
                .append('\n'));
        return text.toString();
    }

    /** An array on one line. */
    static String json(List<Alert> alerts) {
        return Json.array(alerts, AlertText::write) + "\n";
    }

    private static void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", alert.kind().label());
        json.writeStringField("subject", alert.subject());
        json.writeStringField("measured", alert.measured());
        json.writeStringField("limit", alert.limit());
        json.writeStringField("message", alert.message());
        json.writeEndObject();
    }
}
