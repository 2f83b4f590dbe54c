package route.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import route.domain.Prompt;

/** A JSON Schema that every row's answer has to follow, put into the prompts of rows that do not ask for a form themselves. */
final class AnswerSchema {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String chatFormat;
    private final String responsesText;

    /** @param schema a JSON object; empty for none */
    AnswerSchema(String schema) {
        var strict = !schema.isEmpty() && isStrict(tree(schema));
        var form = "\"name\":\"answer\",\"strict\":" + strict + ",\"schema\":" + schema + "}";
        chatFormat = schema.isEmpty() ? "" : "{\"type\":\"json_schema\",\"json_schema\":{" + form + "}";
        responsesText = "{\"format\":{\"type\":\"json_schema\"," + form + "}";
    }

    Prompt on(Prompt prompt) {
        if (chatFormat.isEmpty()) return prompt;
        return switch (prompt.endpoint()) {
            case CHAT -> with(prompt, "response_format", chatFormat);
            case RESPONSES -> with(prompt, "text", responsesText);
            case EMBEDDINGS -> prompt;
        };
    }

    private static Prompt with(Prompt prompt, String param, String json) {
        if (prompt.params().containsKey(param)) return prompt;
        var params = new LinkedHashMap<>(prompt.params());
        params.put(param, json);
        return new Prompt(prompt.endpoint(), prompt.messages(), params);
    }

    /**
     * Whether the schema keeps the rules under which OpenAI promises to follow it: every object names all its fields as
     * required and takes no others (structured outputs guide, 2026). One that does not would be refused with
     * {@code strict}.
     */
    static boolean isStrict(JsonNode schema) {
        if (schema.path("type").asText().equals("object") || schema.has("properties")) {
            var required = new HashSet<String>();
            schema.path("required").forEach(it -> required.add(it.asText()));
            var names = new HashSet<String>();
            schema.path("properties").fieldNames().forEachRemaining(names::add);
            var closed = schema.path("additionalProperties").isBoolean()
                    && !schema.path("additionalProperties").asBoolean();
            if (!closed || !required.equals(names)) return false;
        }
        for (var part : schema) {
            if (!isStrict(part)) return false;
        }
        return true;
    }

    private static JsonNode tree(String schema) {
        try {
            return MAPPER.readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema was checked and is no JSON", e);
        }
    }
}
