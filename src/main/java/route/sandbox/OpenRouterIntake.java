package route.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads a creation as it comes in: the fields about all requests first, then the requests. The
 * order matters (API reference, 2026-09).
 */
final class OpenRouterIntake {
    private final Assay assay;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> fields = new HashMap<>();

    OpenRouterIntake(Assay assay) {
        this.assay = assay;
    }

    void read(InputStream body) throws IOException {
        try (var parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw invalid("the body is not a JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                if (name.equals("requests")) requests(parser);
                else if (parser.currentToken().isStructStart()) parser.skipChildren();
                else if (assay.rows() > 0) throw invalid(name + " must come before requests");
                else fields.put(name, parser.getText());
            }
        } catch (JsonProcessingException e) {
            throw invalid("the body is not valid JSON: " + e.getOriginalMessage());
        }
        if (assay.rows() == 0) throw invalid("requests must not be empty");
    }

    private void requests(JsonParser parser) throws IOException {
        for (var name : new String[] {"endpoint", "model", "completion_window"}) {
            if (!fields.containsKey(name)) throw invalid(name + " must come before requests");
        }
        var model = fields.get("model").replace(":batch", "");
        if (model.contains(Live.NO_MODEL)) throw invalid("Model " + model + " does not have a :batch endpoint.");
        if (parser.currentToken() != JsonToken.START_ARRAY) throw invalid("requests must be an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode request = Json.MAPPER.reader().readTree(parser);
            assay.add(checked(request, model));
        }
    }

    private JsonNode checked(JsonNode request, String model) {
        var id = request.path("custom_id").asText();
        if (id.isEmpty()) throw invalid("custom_id is required");
        if (!ids.add(id)) throw new Refusal(422, "", "", "", "custom_id " + id + " is not unique").asCall();
        if (!(request.path("body") instanceof ObjectNode body)) throw invalid("body is required");
        var own = body.path("model").asText(fields.get("model"));
        if (!own.equals(fields.get("model"))) throw invalid("body.model must equal model");
        body.put("model", model);
        return request;
    }

    private static RefusedCall invalid(String message) {
        return new Refusal(400, "", "", "", message).asCall();
    }
}
