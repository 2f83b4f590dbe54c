package route.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import route.domain.InputException;
import route.domain.SavedPlan;

/** The written form of a saved plan: its records as JSON, the settings in the form that a job's are stored in. */
public final class PlanFile {
    private static final JsonMapper MAPPER = SpecJson.mapper()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private PlanFile() {}

    public static String text(SavedPlan plan) {
        try {
            return MAPPER.writeValueAsString(plan) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan cannot be written down", e);
        }
    }

    /**
     * Reads a plan.
     *
     * @param name of the file, for messages
     * @throws InputException where it is none, or one of another program's
     */
    public static SavedPlan read(String text, String name) {
        var right = "write one with route batch plan INPUT -o FILE";
        try {
            var tree = MAPPER.readTree(text);
            var form = tree.path("form").asInt(0);
            if (form != SavedPlan.FORM) {
                throw new InputException(name + " is no plan that this route understands (form " + form + ", not "
                        + SavedPlan.FORM + ")\n" + right);
            }
            var made = tree.path("made_at");
            if (made.isTextual() && !isMoment(made.asText())) {
                throw new InputException(name + ": made_at is \"" + made.asText()
                        + "\", which is no moment such as 2026-11-20T07:30:00Z\n" + right);
            }
            return MAPPER.readValue(text, SavedPlan.class);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var where = at == null ? "" : ":" + at.getLineNr();
            throw new InputException(name + where + ": not a plan\n" + right, e);
        }
    }

    /** Whether it is one of a year that has four digits, from which days can be counted on and back. */
    private static boolean isMoment(String text) {
        try {
            var year = Instant.parse(text).atZone(ZoneOffset.UTC).getYear();
            return year >= 1_000 && year <= 9_999;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
