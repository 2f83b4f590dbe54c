package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import route.domain.InputLayout;
import route.domain.RowResult;
import route.domain.RowStatus;

/**
 * The merged JSON Lines: each object as it was written, with {@code "route":{...}} as its last member. Where an object
 * has such a key of its own, ours is {@code route_2}, or {@code route_3} and so on, in that row.
 *
 * <p>A line that is no object becomes {@code {"route_input":"the line","route":{...}}}; bytes of it that are not UTF-8 are
 * spelled out ({@code \xE9}). From a table, cells become strings under their column names; a repeated name gets a suffix.
 */
final class JsonlResults implements ResultWriter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String KEY = "route";
    private static final byte[] QUOTED_KEY = "\"route".getBytes(UTF_8);
    private static final byte[] ESCAPE = "\\u".getBytes(UTF_8);

    private final BufferedOutputStream out;
    private final InputLayout layout;
    private final boolean keepBytes;
    private final byte[] lineEnd;
    private final List<String> columns = new ArrayList<>();
    private final String tableKey;
    private final ByteArrayOutputStream member = new ByteArrayOutputStream();

    private JsonlResults(BufferedOutputStream out, InputLayout layout) {
        this.out = out;
        this.layout = layout;
        this.keepBytes = !layout.kind().isTable();
        this.lineEnd = layout.lineEnd().getBytes(UTF_8);
        layout.header().forEach(it -> columns.add(ResultColumns.beside(it, columns)));
        this.tableKey = ResultColumns.beside(KEY, columns);
    }

    static JsonlResults begin(BufferedOutputStream out, InputLayout layout) {
        var writer = new JsonlResults(out, layout);
        try {
            if (writer.keepBytes && layout.byteOrderMark()) out.write("\uFEFF".getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer;
    }

    @Override
    public JsonlResults beside(OutputStream elsewhere) {
        return new JsonlResults(new BufferedOutputStream(elsewhere, BUFFER_BYTES), layout);
    }

    @Override
    public void write(RawRow raw, RowResult result, String userId) {
        try {
            if (keepBytes && isObject(raw, result)) {
                extend(raw, result);
            } else {
                compose(raw, result);
            }
            out.write(lineEnd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An accepted row was read once already, so it is an object. */
    private static boolean isObject(RawRow raw, RowResult result) {
        return result.status() == RowStatus.ACCEPTED || raw.parse().readable();
    }

    private void extend(RawRow raw, RowResult result) throws IOException {
        var bytes = raw.bytes();
        int close = bytes.length - 1;
        while (bytes[close] != '}') {
            close--;
        }
        int before = close - 1;
        while (bytes[before] == ' ' || bytes[before] == '\t' || bytes[before] == '\r') {
            before--;
        }
        out.write(bytes, 0, close);
        if (bytes[before] != '{') {
            out.write(',');
        }
        out.write(member(keyFor(raw), result));
        out.write(bytes, close, bytes.length - close);
    }

    /** The free key of this row; the row is only read where it may hold ours, plainly or in escapes. */
    private static String keyFor(RawRow raw) {
        boolean suspect = contains(raw.bytes(), QUOTED_KEY) || contains(raw.bytes(), ESCAPE);
        return suspect ? ResultColumns.beside(KEY, raw.parse().fields().names()) : KEY;
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && bytes[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return true;
            }
        }
        return false;
    }

    /** {@code "route":{...}} without the braces of an object around it. */
    private byte[] member(String key, RowResult result) throws IOException {
        member.reset();
        try (var json = JSON.createGenerator(member)) {
            json.writeStartObject();
            writeResult(json, key, result);
            json.writeEndObject();
        }
        var object = member.toByteArray();
        return Arrays.copyOfRange(object, 1, object.length - 1);
    }

    private void compose(RawRow raw, RowResult result) throws IOException {
        var row = raw.parse();
        member.reset();
        try (var json = JSON.createGenerator(member)) {
            json.writeStartObject();
            if (row.fields() instanceof CsvFields table) {
                for (int i = 0; i < columns.size(); i++) {
                    json.writeStringField(columns.get(i), table.cells().get(i));
                }
            } else {
                json.writeStringField("route_input", Utf8.spelledOut(raw.bytes()));
            }
            writeResult(json, tableKey, result);
            json.writeEndObject();
        }
        member.writeTo(out);
    }

    private static void writeResult(JsonGenerator json, String key, RowResult result) throws IOException {
        json.writeObjectFieldStart(key);
        writeText(json, "response", result.response());
        json.writeStringField("status", result.status().label());
        writeText(json, "tier", result.tier());
        writeText(json, "model", result.model());
        if (result.score() == 0) {
            json.writeNullField("score");
        } else {
            json.writeNumberField("score", result.score());
        }
        writeText(json, "task", result.task());
        json.writeNumberField("attempts", result.attempts());
        json.writeNumberField("input_tokens", result.usage().input());
        json.writeNumberField("output_tokens", result.usage().output());
        json.writeStringField("cost_usd", result.cost().toDollars());
        writeText(json, "error", result.error());
        json.writeEndObject();
    }

    /** Empty text means that there is none. */
    private static void writeText(JsonGenerator json, String name, String text) throws IOException {
        if (text.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, Utf8.encodable(text));
        }
    }

    @Override
    public void finish() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
