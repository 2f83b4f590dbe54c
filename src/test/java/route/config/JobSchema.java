package route.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import route.domain.Ask;

/** The JSON Schema of a job file, for editors, made from the tables that the program itself reads by. */
final class JobSchema {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String DURATION = "^(\\d{1,9}(ms|s|m|h|d))+$";

    private JobSchema() {}

    static String text() {
        var root = object("A job file of route: what a flag may say, the input included.");
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        root.put("title", "route job file");
        for (var setting : Setting.ALL) place(root, setting.key(), of(setting));
        for (var tree : FileLayer.TREES) properties(root).set(tree, tree(tree));
        return written(root);
    }

    private static String written(ObjectNode root) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A mapping that has no other keys than those put into it. */
    private static ObjectNode object(String description) {
        var node = MAPPER.createObjectNode();
        if (!description.isEmpty()) node.put("description", description);
        node.put("type", "object").put("additionalProperties", false).putObject("properties");
        return node;
    }

    private static ObjectNode properties(ObjectNode object) {
        return (ObjectNode) object.get("properties");
    }

    /** Groups, such as budget, are made as they are met. */
    private static void place(ObjectNode root, String key, ObjectNode schema) {
        var dot = key.indexOf('.');
        if (dot < 0) {
            properties(root).set(key, schema);
            return;
        }
        var group = key.substring(0, dot);
        if (!properties(root).has(group)) properties(root).set(group, object(""));
        place((ObjectNode) properties(root).get(group), key.substring(dot + 1), schema);
    }

    private static ObjectNode of(Setting setting) {
        var schema = of(setting.kind());
        schema.put("description", setting.help() + " (" + setting.kind().right() + ")");
        if (!setting.fallback().isEmpty()) schema.put("default", setting.fallback());
        return schema;
    }

    private static ObjectNode of(Kind kind) {
        return switch (kind) {
            case COUNT -> type("integer").put("minimum", 1).put("maximum", 9_999_999);
            case SWITCH -> type("boolean");
            case DURATION -> type("string").put("pattern", DURATION);
            case DEADLINE -> type("string").put("pattern", DURATION + "|^([01]\\d|2[0-3]):[0-5]\\d$");
            case MONEY -> scalar("number", "string");
            case COLUMNS -> columns();
            case ALIASES -> mapping(type("string"));
            case AMOUNTS -> mapping(scalar("number", "string"));
            case INPUT_FORMAT, OUTPUT_FORMAT, BAD_ROWS, LANE -> words(kind);
            case PATH -> type("string").put("minLength", 1);
            default -> scalar("string", "number");
        };
    }

    /** The words that a kind accepts, out of those with which it says what would be right. */
    private static ObjectNode words(Kind kind) {
        var schema = MAPPER.createObjectNode();
        var words = schema.putArray("enum");
        for (var word : kind.right().split("\\W+")) {
            if (kind.accepts(word)) words.add(word);
        }
        return schema;
    }

    private static ObjectNode type(String type) {
        return MAPPER.createObjectNode().put("type", type);
    }

    private static ObjectNode scalar(String... types) {
        var schema = MAPPER.createObjectNode();
        for (var type : types) schema.withArray("type").add(type);
        return schema;
    }

    private static ObjectNode mapping(ObjectNode values) {
        var schema = type("object");
        schema.set("additionalProperties", values);
        return schema;
    }

    private static ObjectNode columns() {
        var schema = object("");
        Ask.OPTIONAL_FIELDS.forEach(it -> properties(schema).set(it, scalar("string", "number")));
        return schema;
    }

    private static ObjectNode list(ObjectNode items) {
        var schema = type("array");
        schema.set("items", items);
        return schema;
    }

    private static ObjectNode either(ObjectNode one, ObjectNode other) {
        var schema = MAPPER.createObjectNode();
        schema.putArray("anyOf").add(one).add(other);
        return schema;
    }

    /** What has more structure; what is not known here may be anything. */
    private static ObjectNode tree(String name) {
        return switch (name) {
            case "providers" -> mapping(fields(ProviderDraft.FIELDS));
            case "tiers" -> mapping(fields(TierList.FIELDS));
            case "rules" -> list(fields(RuleList.FIELDS));
            default -> MAPPER.createObjectNode();
        };
    }

    private static ObjectNode fields(List<String> names) {
        var schema = object("");
        names.forEach(it -> properties(schema).set(it, field(it)));
        if (names.contains("when")) schema.putArray("required").add("when");
        return schema;
    }

    private static ObjectNode field(String name) {
        return switch (name) {
            case "dialect" -> dialect();
            case "base_url" -> type("string").put("pattern", "^https?://");
            case "region", "task", "contains", "matches", "tier", "model" -> type("string");
            case "api_key_env" -> scalar("string", "null");
            case "models", "api_key_command" -> either(type("string"), list(type("string")));
            case "lanes" -> list(words(Kind.LANE));
            case "from" -> type("number").put("minimum", 0).put("maximum", 1);
            case "when" -> fields(RuleList.CONDITIONS);
            case "column" -> mapping(scalar("string", "number", "boolean", "null"));
            case "min_tokens", "requests_per_minute", "tokens_per_minute", "in_flight" -> type("integer");
            default -> MAPPER.createObjectNode();
        };
    }

    private static ObjectNode dialect() {
        var schema = MAPPER.createObjectNode();
        var words = schema.putArray("enum");
        Defaults.DIALECTS.forEach(words::add);
        return schema;
    }
}
