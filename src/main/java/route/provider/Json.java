package route.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * JSON as the dialects read and write it. What is written stays on one line for every reader, however sloppy: U+2028,
 * U+2029 and U+0085, at which some readers break lines, are escaped, and so are halves of surrogate pairs, which have
 * no UTF-8 form.
 */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // A row may carry an image as text; how much is allowed is decided by the provider's limits.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final long MOST_TOKENS = 100_000_000;
    private static final CharacterEscapes ESCAPES = new Escapes();

    private Json() {}

    /** Writes one JSON value as UTF-8. */
    static byte[] bytes(Writing writing) {
        var out = new ByteArrayOutputStream(512);
        try (var generator = FACTORY.createGenerator(out)) {
            writing.to(generator);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
        return out.toByteArray();
    }

    /** Writes any string, half a surrogate pair included. */
    static void text(JsonGenerator generator, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        if (isAscii(text, bytes) || !special(text)) {
            // From bytes Jackson writes in half the time.
            generator.writeUTF8String(bytes, 0, bytes.length);
        } else {
            generator.setCharacterEscapes(ESCAPES);
            generator.writeString(text);
            generator.setCharacterEscapes(null);
        }
    }

    /** Half a surrogate pair becomes one byte too, but not the same text. */
    private static boolean isAscii(String text, byte[] bytes) {
        return bytes.length == text.length() && text.equals(new String(bytes, ISO_8859_1));
    }

    /** Writes any field name. */
    static void name(JsonGenerator generator, String name) throws IOException {
        var special = special(name);
        if (special) generator.setCharacterEscapes(ESCAPES);
        generator.writeFieldName(name);
        if (special) generator.setCharacterEscapes(null);
    }

    /** Copies a JSON text value by value: on one line, numbers digit for digit. */
    static void copy(JsonGenerator generator, String json) throws IOException {
        try (var parser = FACTORY.createParser(json)) {
            copyTokens(parser, generator);
        }
    }

    static void copy(JsonGenerator generator, JsonNode tree) throws IOException {
        try (var parser = tree.traverse()) {
            copyTokens(parser, generator);
        }
    }

    static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /** Writes values one after another, to a stream that stays open; line ends are the caller's. */
    static JsonGenerator lines(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .setRootValueSeparator(null);
    }

    /** Copies the value at which the parser stands; leaves it at the value's last token. */
    static void copyValue(JsonParser parser, JsonGenerator generator) throws IOException {
        var depth = 0;
        for (var token = parser.currentToken(); ; token = parser.nextToken()) {
            if (token == null) throw new CallException.Busy("the results break off", 0, null);
            copyToken(token, parser, generator);
            if (token.isStructStart()) depth++;
            if (token.isStructEnd()) depth--;
            if (depth == 0) return;
        }
    }

    private static void copyTokens(JsonParser parser, JsonGenerator generator) throws IOException {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            copyToken(token, parser, generator);
        }
    }

    private static void copyToken(JsonToken token, JsonParser parser, JsonGenerator generator) throws IOException {
        switch (token) {
            case START_OBJECT -> generator.writeStartObject();
            case END_OBJECT -> generator.writeEndObject();
            case START_ARRAY -> generator.writeStartArray();
            case END_ARRAY -> generator.writeEndArray();
            case FIELD_NAME -> name(generator, parser.currentName());
            case VALUE_STRING -> text(generator, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getText());
            case VALUE_TRUE -> generator.writeBoolean(true);
            case VALUE_FALSE -> generator.writeBoolean(false);
            case VALUE_NULL -> generator.writeNull();
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("not JSON: " + token);
        }
    }

    /** The value of a JSON text; a missing node where it is none. Never fails, as providers' answers may be anything. */
    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            return MissingNode.getInstance();
        }
    }

    static JsonParser parser(byte[] json, int from, int length) throws IOException {
        return FACTORY.createParser(json, from, length);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String write(JsonNode tree) {
        return new String(bytes(out -> copy(out, tree)), UTF_8);
    }

    /** A text that may be null or not there: empty then. */
    static String string(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    /** A count of tokens; no answer of one row has more than this, so anything above is a slip. */
    static long tokens(JsonNode node) {
        return tokens(node.asLong(0));
    }

    static long tokens(long count) {
        return Math.max(0, Math.min(count, MOST_TOKENS));
    }

    /** A count of tokens or rows; 0 where it is absent, negative or not a number. Some write numbers as strings. */
    static long count(JsonNode node) {
        return Math.max(0, Math.min(node.asLong(0), 1L << 40));
    }

    // Escaping by table halves the speed, so it is done only where a text needs it.
    private static boolean special(String text) {
        for (int i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            if (unit < 0x85) continue;
            if (isLineEnd(unit)) return true;
            if (!Character.isSurrogate(unit)) continue;
            var paired = Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!paired) return true;
            i++;
        }
        return false;
    }

    private static boolean isLineEnd(int unit) {
        return unit == 0x2028 || unit == 0x2029 || unit == 0x85;
    }

    /** Something that writes to a generator. */
    interface Writing {
        void to(JsonGenerator generator) throws IOException;
    }

    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            return standardAsciiEscapesForJSON();
        }

        @Override
        public SerializableString getEscapeSequence(int unit) {
            // A whole pair may be escaped as well. Null is Jackson's word for "as it is".
            var surrogate = unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
            return isLineEnd(unit) || surrogate ? new SerializedString(String.format("\\u%04X", unit)) : null;
        }
    }
}
