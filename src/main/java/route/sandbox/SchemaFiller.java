package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes a JSON object that follows a JSON Schema: every property, the first choice or one picked by dice, the smallest
 * numbers. Its first property is {@code "simulated": true}, unless the schema takes no property that it does not know.
 */
final class SchemaFiller {
    private static final int DEEPEST = 12;
    private static final int MOST_VALUES = 300;

    private final JsonNode root;
    private final Digest digest;
    private int values;

    SchemaFiller(JsonNode root, Digest digest) {
        this.root = root;
        this.digest = digest;
    }

    ObjectNode fill() {
        var schema = resolved(root);
        var object = Json.object();
        if (!isClosed(schema)) object.put("simulated", true);
        if (schema.path("properties").isObject()) return fillProperties(object, schema, 0);
        return object.put("answer", "[simulated]");
    }

    /** One that takes no other properties gets none; its texts say that they are simulated. */
    private static boolean isClosed(JsonNode schema) {
        var others = schema.path("additionalProperties");
        return others.isBoolean()
                && !others.asBoolean()
                && schema.path("properties").isObject();
    }

    private ObjectNode fillProperties(ObjectNode object, JsonNode schema, int depth) {
        for (var property : schema.path("properties").properties()) {
            object.set(property.getKey(), value(property.getValue(), depth + 1));
        }
        return object;
    }

    private JsonNode value(JsonNode written, int depth) {
        var schema = resolved(written);
        var make = Json.MAPPER.getNodeFactory();
        // schemas may refer to themselves, and more than once
        if (depth > DEEPEST || ++values > MOST_VALUES) return make.nullNode();
        if (schema.has("const")) return schema.get("const");
        if (schema.path("enum").size() > 0) {
            return schema.get("enum").get(digest.dice(schema.get("enum").size(), depth));
        }
        for (var choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(choice).size() > 0) return value(schema.get(choice).get(0), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> fillProperties(Json.object(), schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> schema.path("minimum").isNumber() ? schema.get("minimum") : make.numberNode(1);
            case "boolean" -> make.booleanNode(digest.dice(2, depth) == 0);
            case "null" -> make.nullNode();
            default -> make.textNode("[simulated]");
        };
    }

    private JsonNode array(JsonNode schema, int depth) {
        var array = Json.MAPPER.createArrayNode();
        var size = Math.min(100, Math.max(1, schema.path("minItems").asInt(1)));
        for (var i = 0; i < size && values <= MOST_VALUES; i++) array.add(value(schema.path("items"), depth + 1));
        return array;
    }

    /** The first type named; an object where only its properties are. */
    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray() && !type.isEmpty()) return type.get(0).asText();
        return schema.has("properties") ? "object" : type.asText("string");
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asText("");
        var isOurs = reference.equals("#") || reference.startsWith("#/");
        return isOurs ? root.at(reference.substring(1)) : schema;
    }
}
