package route.tabular;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import route.domain.JsonFault;
import route.domain.Row;

/** Rows that are JSON objects, read strictly (RFC 8259): one object, no key twice, nothing after it. */
final class JsonlForm implements RowForm {

    /** Deep enough for any real row, and far from what would overflow the stack. */
    private static final int MAX_DEPTH = 1000;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(RowReader.MAX_ROW_BYTES)
                    .maxNameLength(RowReader.MAX_ROW_BYTES)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    @Override
    public JsonlCut cut() {
        return new JsonlCut();
    }

    @Override
    public Row parse(RawRow raw) {
        var bytes = raw.bytes();
        int bad = Utf8.firstBad(bytes);
        if (bad >= 0) {
            return RowForm.broken(raw, RowForm.notUtf8(bytes, bad));
        }
        // The parser would take these for UTF-16 or UTF-32.
        int start = startsWithMark(bytes) ? 3 : 0;
        for (int i = start; i < Math.min(bytes.length, start + 4); i++) {
            if (bytes[i] == 0) {
                return RowForm.broken(raw, "is not JSON: NUL byte at the start");
            }
        }
        try (var parser = JSON.createParser(bytes, start, bytes.length - start)) {
            return object(raw, parser, start);
        } catch (JsonProcessingException e) {
            return RowForm.broken(raw, "is not JSON: " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row object(RawRow raw, JsonParser parser, int start) throws IOException {
        var first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            return RowForm.broken(raw, "is " + kind(first) + ", not an object");
        }
        var fields = new JsonFields(raw.bytes());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            if (fields.has(name)) {
                return RowForm.broken(raw, "has the key \"" + shortened(name) + "\" twice");
            }
            parser.nextToken();
            addValue(fields, name, parser, start);
        }
        if (parser.nextToken() != null) {
            return RowForm.broken(raw, "has more after the object; each object needs a line of its own");
        }
        return new Row(raw.number(), raw.line(), raw.offset(), raw.length(), fields, "");
    }

    private static void addValue(JsonFields fields, String name, JsonParser parser, int start) throws IOException {
        var token = parser.currentToken();
        int from = start + (int) parser.currentTokenLocation().getByteOffset();
        if (token.isStructStart()) {
            parser.skipChildren();
            fields.addJson(name, from, start + (int) parser.currentLocation().getByteOffset());
        } else if (token == JsonToken.VALUE_STRING) {
            var text = parser.getText();
            fields.addText(
                    name, text, from, start + (int) parser.currentLocation().getByteOffset());
        } else if (token == JsonToken.VALUE_NULL) {
            fields.addNull(name);
        } else {
            fields.addJson(name, from, from + parser.getTextLength());
        }
    }

    private static String kind(JsonToken token) {
        if (token == JsonToken.START_ARRAY) return "a JSON array";
        if (token == JsonToken.VALUE_STRING) return "a JSON string";
        if (token == JsonToken.VALUE_NULL) return "JSON null";
        return token.isNumeric() ? "a JSON number" : "JSON true or false";
    }

    private static String reason(JsonProcessingException e) {
        var place = e.getLocation();
        return shortened(JsonFault.words(e.getOriginalMessage()))
                + (place == null ? "" : ", at character " + place.getColumnNr());
    }

    /** At most a line's worth of the user's text, and no control characters for the terminal. */
    private static String shortened(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= 120 ? plain : plain.substring(0, 120) + "...";
    }

    /** Whether a byte order mark stands before the object, as where two files were glued together. */
    static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
