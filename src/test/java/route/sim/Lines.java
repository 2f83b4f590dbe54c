package route.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;

/** JSON on the wire, and result files with all that may be wrong with them. */
final class Lines {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Lines() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A JSON object; empty where the text is none. */
    static ObjectNode read(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode it ? it : object();
        } catch (JsonProcessingException e) {
            return object();
        }
    }

    static Reply ok(JsonNode body) {
        return new Reply(200, Map.of("content-type", "application/json"), body.toString());
    }

    static Reply error(int status, String type, String message) {
        var body = object();
        body.put("type", "error").putObject("error").put("type", type).put("message", message);
        return new Reply(status, Map.of(), body.toString());
    }

    static String text(Body body) {
        if (body instanceof Body.Empty) return "";
        if (body instanceof Body.Json it) return it.text();
        try {
            if (body instanceof Body.JsonFile it) return Files.readString(it.file(), StandardCharsets.UTF_8);
            if (body instanceof Body.RawFile it) return Files.readString(it.file(), StandardCharsets.UTF_8);
            if (body instanceof Body.JsonPart it) return it.head() + part(it) + it.tail();
            if (body instanceof Body.Form it) return Files.readString(it.file(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError(body);
    }

    private static String part(Body.JsonPart body) throws IOException {
        var bytes = Files.readAllBytes(body.file());
        return new String(bytes, (int) body.start(), (int) body.length(), StandardCharsets.UTF_8);
    }

    /** The value of a query parameter; empty where there is none. */
    static String parameter(Call call, String name) {
        var query = call.path().indexOf('?');
        if (query < 0) return "";
        for (var pair : call.path().substring(query + 1).split("&")) {
            if (pair.startsWith(name + "=")) return pair.substring(name.length() + 1);
        }
        return "";
    }

    static String path(Call call) {
        var query = call.path().indexOf('?');
        return query < 0 ? call.path() : call.path().substring(0, query);
    }

    /** A result file: a line for each row, then lost, ruined, doubled, joined by strange ones and shuffled. */
    static String file(
            List<SimRow> rows, Function<SimRow, JsonNode> form, JsonNode strange, Mischief mischief, long seed) {
        var own = new Random(seed);
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = form.apply(row).toString();
            if (row.legible()) lines.add(line);
            else if (isRuined(row)) lines.add(line.substring(0, line.length() / 2));
            if (row.legible() && row.doubled()) lines.add(line);
        }
        if (mischief.strikes(Fault.LINE_STRANGE, own)) lines.add(strange.toString());
        if (mischief.strikes(Fault.LINES_SHUFFLED, own)) Collections.shuffle(lines, own);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The same as elements of a list, where what is ruined is a text. */
    static List<JsonNode> elements(
            List<SimRow> rows, Function<SimRow, JsonNode> form, JsonNode strange, Mischief mischief, long seed) {
        return file(rows, form, strange, mischief, seed)
                .lines()
                .map(it -> read(it).isEmpty() ? (JsonNode) new TextNode(it) : read(it))
                .toList();
    }

    private static boolean isRuined(SimRow row) {
        return Math.floorMod(row.customId().hashCode(), 2) == 0;
    }
}
