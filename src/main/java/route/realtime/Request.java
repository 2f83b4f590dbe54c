package route.realtime;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import route.wire.Body;
import route.wire.Call;

/**
 * One request, ready to be asked.
 *
 * @param customId the row's id in its batch
 * @param tokens its input and the most it may answer, for the provider's limit of tokens
 * @param call a POST whose body is JSON
 */
public record Request(String customId, long tokens, Call call) {
    private static final int FIELDS = 5;

    /**
     * The request as a line of a file, without a line end: id, tokens, path, headers and body, parted by tabs, which
     * none of them holds, since JSON on one line writes a tab as {@code \t}.
     */
    public byte[] line() {
        if (!(call.body() instanceof Body.Json body)) throw new IllegalArgumentException("a request's body is JSON");
        var headers = new TreeMap<>(call.headers())
                .entrySet().stream()
                        .map(it -> it.getKey() + ":" + it.getValue())
                        .collect(Collectors.joining("|"));
        return String.join("\t", customId, Long.toString(tokens), call.path(), headers, body.text())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #line} wrote. */
    public static Request read(String line) {
        var fields = line.split("\t", FIELDS);
        if (fields.length < FIELDS) throw new IllegalStateException("a damaged line in a file of requests");
        var call = new Call("POST", fields[2], headers(fields[3]), new Body.Json(fields[4]));
        return new Request(fields[0], Long.parseLong(fields[1]), call);
    }

    private static Map<String, String> headers(String text) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : text.split("\\|")) {
            var colon = header.indexOf(':');
            if (colon > 0) headers.put(header.substring(0, colon), header.substring(colon + 1));
        }
        return headers;
    }
}
