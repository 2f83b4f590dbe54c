package route.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON taken apart without being rewritten: members and elements come out as the text they are in the row, so that a
 * number keeps all its digits and a request its bytes.
 */
final class JsonText {
    /** Nesting is bounded (a row of brackets must not end the program); the length of a text is not. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .build())
            .build();

    private JsonText() {}

    /** What a JSON text is, for a person. */
    static String kind(String json) {
        return switch (json.isEmpty() ? ' ' : json.charAt(0)) {
            case '"' -> "text";
            case '{' -> "an object";
            case '[' -> "an array";
            case 't', 'f' -> "true or false";
            case 'n' -> "null";
            default -> "a number";
        };
    }

    static boolean isText(String json) {
        return json.startsWith("\"");
    }

    static boolean isObject(String json) {
        return json.startsWith("{");
    }

    static boolean isArray(String json) {
        return json.startsWith("[");
    }

    static boolean isNull(String json) {
        return json.equals("null");
    }

    /** A JSON text without its quotes and escapes. */
    static String unquoted(String json, String field) throws UnusableException {
        try (var parser = JSON.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw broken(field, e);
        }
    }

    /** The members of an object in order, the last one of a name that comes twice. */
    static Map<String, String> members(String json, String field) throws UnusableException {
        var members = new LinkedHashMap<String, String>();
        try (var parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                members.put(name, slice(parser, json));
            }
        } catch (IOException e) {
            throw broken(field, e);
        }
        return members;
    }

    static List<String> elements(String json, String field) throws UnusableException {
        var elements = new ArrayList<String>();
        try (var parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(slice(parser, json));
            }
        } catch (IOException e) {
            throw broken(field, e);
        }
        return elements;
    }

    private static String slice(JsonParser parser, String json) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return json.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private static UnusableException broken(String field, IOException e) {
        if (e instanceof StreamConstraintsException) {
            return new UnusableException(field, "'" + field + "' is nested too deeply");
        }
        if (e instanceof JsonProcessingException) {
            return new UnusableException(field, "'" + field + "' is not JSON");
        }
        throw new UncheckedIOException(e);
    }
}
