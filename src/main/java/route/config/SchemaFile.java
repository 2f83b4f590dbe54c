package route.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import route.domain.InputException;
import route.domain.JsonFault;

/** A file that holds a JSON Schema. */
final class SchemaFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SchemaFile() {}

    /**
     * The schema on one line.
     *
     * @param label for messages
     * @throws InputException naming line and column where it is no JSON object
     */
    static String checked(String text, String label) {
        try {
            var tree = MAPPER.readTree(text);
            var fault = new SchemaCheck().fault(tree);
            if (fault.isEmpty()) return MAPPER.writeValueAsString(tree);
            throw new InputException(
                    label + " is no JSON Schema of an object: " + fault.get() + "\nmust be one such as "
                            + "{\"type\": \"object\", \"properties\": {\"topic\": {\"type\": \"string\"}}}");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            throw new InputException(
                    label + place + ": not JSON: " + JsonFault.words(e.getOriginalMessage())
                            + "\nmust be a JSON object such as {\"type\": \"object\", ...}",
                    e);
        }
    }
}
