package route.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code {"requests":[...]}} one request at a time. Only ids are checked here, as Anthropic does when a batch is
 * made; what is wrong with a request shows in its result (Claude batch guide, 2026-09).
 */
final class AnthropicIntake {
    private static final int MOST_ROWS = 100_000;
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final Set<String> ids = new HashSet<>();
    private final Set<String> models = new LinkedHashSet<>();

    /** What is ordered: how many rows, and of which models, in the order they first appear. */
    record Order(long rows, List<String> models) {}

    /** Refuses a body that is none, without making sense of its requests. */
    Order check(Path body) throws IOException {
        try (var in = Files.newInputStream(body)) {
            each(in, this::check);
        } catch (JsonProcessingException e) {
            throw invalid("The request body is not valid JSON: " + e.getOriginalMessage());
        }
        if (ids.isEmpty()) throw invalid("requests: at least one request is required");
        return new Order(ids.size(), List.copyOf(models));
    }

    /** Hands over the requests of a body that was checked. */
    static Complaint read(Path body, Assay assay) throws IOException {
        var reader = Json.MAPPER.reader();
        try (var in = Files.newInputStream(body)) {
            each(in, parser -> assay.add((JsonNode) reader.readTree(parser)));
        }
        return Complaint.NONE;
    }

    /** Takes one request: the parser stands on its first token, and has to be left on its last. */
    private interface Request {
        void take(JsonParser parser) throws IOException;
    }

    private static void each(InputStream body, Request request) throws IOException {
        try (var parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw invalid("the body is not a JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                if (!name.equals("requests")) throw invalid(name + ": Extra inputs are not permitted");
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    throw invalid("requests: Input should be a valid list");
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) request.take(parser);
            }
            if (parser.nextToken() != null) throw invalid("the body goes on after its end");
        }
    }

    private void check(JsonParser parser) throws IOException {
        var id = "";
        var hasId = false;
        var model = "";
        var hasParams = false;
        if (parser.currentToken() != JsonToken.START_OBJECT) check(false, id, false);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (name.equals("custom_id")) {
                hasId = value == JsonToken.VALUE_STRING;
                id = text(parser);
            } else if (name.equals("params")) {
                hasParams = value == JsonToken.START_OBJECT;
                model = model(parser);
            } else {
                parser.skipChildren();
            }
        }
        check(hasId, id, hasParams);
        models.add(model);
    }

    /** The model that the object names on which the parser stands; passes over all of it. */
    private static String model(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) return text(parser);
        var model = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var isModel = parser.currentName().equals("model");
            parser.nextToken();
            if (isModel) model = text(parser);
            else parser.skipChildren();
        }
        return model;
    }

    /** The value the parser stands on; empty for an object or a list, which is passed over. */
    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isScalarValue()) return parser.getText();
        parser.skipChildren();
        return "";
    }

    private void check(boolean hasId, String id, boolean hasParams) {
        var place = "requests." + ids.size();
        if (!hasId) throw invalid(place + ".custom_id: Field required");
        if (!ID.matcher(id).matches()) {
            throw invalid(place + ".custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'");
        }
        if (!ids.add(id)) throw invalid(place + ".custom_id: must be unique in the batch");
        if (!hasParams) throw invalid(place + ".params: Field required");
        if (ids.size() > MOST_ROWS) throw Visit.tooLarge().asCall();
    }

    private static RefusedCall invalid(String message) {
        return Refusal.invalid(message).asCall();
    }
}
