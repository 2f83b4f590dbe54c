package route.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code {"requests":[...]}} one request at a time. Only ids are checked here, as
 * Anthropic does; what is wrong with a request shows in its result (Claude batch guide, 2026-09).
 */
final class AnthropicIntake {
    private static final int MOST_ROWS = 100_000;
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final Assay assay;
    private final Set<String> ids = new HashSet<>();

    AnthropicIntake(Assay assay) {
        this.assay = assay;
    }

    void read(InputStream body) throws IOException {
        try (var parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw invalid("the body is not a JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                if (!name.equals("requests")) throw invalid(name + ": Extra inputs are not permitted");
                requests(parser);
            }
            if (parser.nextToken() != null) throw invalid("the body goes on after its end");
        } catch (JsonProcessingException e) {
            throw invalid("The request body is not valid JSON: " + e.getOriginalMessage());
        }
        if (assay.rows() == 0) throw invalid("requests: at least one request is required");
    }

    private void requests(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) throw invalid("requests: Input should be a valid list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode request = Json.MAPPER.reader().readTree(parser);
            check(request);
            assay.add(request);
        }
    }

    private void check(JsonNode request) {
        var place = "requests." + assay.rows();
        var id = request.path("custom_id");
        if (!id.isTextual()) throw invalid(place + ".custom_id: Field required");
        if (!ID.matcher(id.asText()).matches()) {
            throw invalid(place + ".custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'");
        }
        if (!ids.add(id.asText())) throw invalid(place + ".custom_id: must be unique in the batch");
        if (!request.path("params").isObject()) throw invalid(place + ".params: Field required");
        if (ids.size() > MOST_ROWS) throw Visit.tooLarge().asCall();
    }

    private static RefusedCall invalid(String message) {
        return Refusal.invalid(message).asCall();
    }
}
