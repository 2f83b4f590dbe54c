package route.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a JSON Schema from other JSON, as far as a provider would refuse each row for it: an object with properties at its
 * root (structured outputs guide of OpenAI, 2026), and types that there are. What more a schema may say is not looked at.
 */
final class SchemaCheck {
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final List<String> CHOICES = List.of("anyOf", "oneOf", "allOf");

    /** What is wrong with a schema; empty where nothing is. */
    Optional<String> fault(JsonNode schema) {
        if (!schema.isObject()) return Optional.of("it is no JSON object");
        var type = schema.path("type").asText("object");
        if (!type.equals("object")) return Optional.of("its type is " + type);
        // What it refers to is part of it.
        if (schema.path("$ref").asText("").startsWith("#")) return parts(schema, "");
        if (!schema.path("properties").isObject() || schema.path("properties").isEmpty()) {
            return Optional.of("it has no properties");
        }
        return parts(schema, "");
    }

    private Optional<String> part(JsonNode schema, String where) {
        if (schema.isBoolean()) return Optional.empty();
        return schema.isObject() ? parts(schema, where) : Optional.of(where + " is no schema");
    }

    private Optional<String> parts(JsonNode schema, String where) {
        return type(schema.path("type"), where)
                .or(() -> each(schema.path("properties"), where))
                .or(() -> each(schema.path("$defs"), where))
                .or(() -> schema.path("items").isMissingNode()
                        ? Optional.empty()
                        : part(schema.get("items"), where + "[]"))
                .or(() -> CHOICES.stream()
                        .flatMap(it -> each(schema.path(it), where + it).stream())
                        .findFirst())
                .or(() -> required(schema, where));
    }

    private static Optional<String> type(JsonNode type, String where) {
        if (type.isMissingNode()) return Optional.empty();
        var names = type.isArray() ? type : List.of(type);
        for (var name : names) {
            if (!name.isTextual() || !TYPES.contains(name.asText())) {
                return Optional.of(
                        (where.isEmpty() ? "its root" : where) + " has the type " + name + ", which there is not");
            }
        }
        return Optional.empty();
    }

    private Optional<String> each(JsonNode parts, String where) {
        if (parts.isArray()) {
            for (var it : parts) {
                var fault = part(it, where);
                if (fault.isPresent()) return fault;
            }
        }
        for (var it : parts.properties()) {
            var fault = part(it.getValue(), where.isEmpty() ? it.getKey() : where + "." + it.getKey());
            if (fault.isPresent()) return fault;
        }
        return Optional.empty();
    }

    private static Optional<String> required(JsonNode schema, String where) {
        var required = schema.path("required");
        if (required.isMissingNode()) return Optional.empty();
        if (!required.isArray()) return Optional.of(where + " required is no list of names");
        for (var name : required) {
            if (!schema.path("properties").has(name.asText())) {
                return Optional.of("it requires " + (where.isEmpty() ? "" : where + ".") + name.asText()
                        + ", which is none of its properties");
            }
        }
        return Optional.empty();
    }
}
