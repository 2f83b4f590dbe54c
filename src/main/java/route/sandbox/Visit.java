package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One HTTP call, from both sides. */
final class Visit {
    /** No answer of one row is asked for with more than this many bytes. */
    private static final int SMALL_BODY = 64 << 20;

    private static final long DRAIN_BYTES = 1L << 30;

    private final HttpExchange exchange;

    Visit(HttpExchange exchange) {
        this.exchange = exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    /** The steps of the path, without empty ones. */
    List<String> path() {
        return Arrays.stream(rawPath().split("/"))
                .filter(it -> !it.isEmpty())
                .map(Visit::decoded)
                .toList();
    }

    Optional<String> query(String name) {
        var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return Arrays.stream(query.split("&"))
                .filter(it -> it.startsWith(name + "="))
                .map(it -> decoded(it.substring(name.length() + 1)))
                .findFirst();
    }

    /** A whole number between two bounds; a 400 where it is none. */
    int query(String name, int otherwise, int least, int most) {
        var text = query(name);
        if (text.isEmpty()) return otherwise;
        if (text.get().matches("\\d{1,9}")) {
            var number = Integer.parseInt(text.get());
            if (number >= least && number <= most) return number;
        }
        throw Refusal.invalid("invalid_value", name, name + " must be a number from " + least + " to " + most)
                .asCall();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** What the call says its body measures; -1 where it does not say. */
    long declaredBytes() {
        var length = header("Content-Length").orElse("");
        return length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    JsonNode json() throws IOException {
        var bytes = body().readNBytes(SMALL_BODY + 1);
        if (bytes.length > SMALL_BODY) throw tooLarge().asCall();
        return object(bytes)
                .orElseThrow(() -> Refusal.invalid("The body of your request is not a JSON object.")
                        .asCall());
    }

    private static Optional<JsonNode> object(byte[] bytes) {
        try {
            return Optional.of(Json.parse(bytes)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty(); // bytes in memory: it can only be that they are no JSON
        }
    }

    static Refusal tooLarge() {
        return new Refusal(413, "request_too_large", "", "", "The request is larger than this endpoint takes.");
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    void reply(int status, JsonNode body) throws IOException {
        drain();
        var bytes = Json.line(body);
        header("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Streams an answer of a length not known before. */
    void stream(String type, Content content) throws IOException {
        drain();
        header("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        var out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16);
        content.writeTo(out);
        // only a whole answer is closed: closing after a failure would make a cut one look whole
        out.close();
        exchange.close();
    }

    boolean isAnswered() {
        return exchange.getResponseCode() >= 0;
    }

    /** Reads what is left of the body: a client that is still sending would see a cut line instead of our answer. */
    private void drain() {
        var buffer = new byte[1 << 16];
        var left = DRAIN_BYTES;
        try {
            for (var read = 0; read >= 0 && left > 0; left -= read) read = body().read(buffer);
        } catch (IOException e) {
            left = 0; // it stopped sending before its time, and may listen still
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("The address is not well-formed: " + e.getMessage())
                    .asCall();
        }
    }

    /** What a streamed answer holds. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
