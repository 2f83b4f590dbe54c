package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client over real HTTP, with a key and the headers that one dialect wants. */
final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Client(String base) {
        this.base = base;
    }

    /** Without any header yet. */
    static Client at(String base) {
        return new Client(base);
    }

    static Client openAi(SandboxServer server) {
        return new Client(server.baseUrl("openai")).with("Authorization", "Bearer any");
    }

    static Client anthropic(SandboxServer server) {
        return new Client(server.baseUrl("anthropic")).with("x-api-key", "any").with("anthropic-version", "2026-10-21");
    }

    /** A client of another dialect, without headers. */
    static Client of(SandboxServer server, String dialect) {
        return new Client(server.baseUrl(dialect));
    }

    Client with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Client without(String header) {
        headers.remove(header);
        return this;
    }

    record Reply(int status, String text, HttpResponse<String> raw) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(text);
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** Uploads a batch file; gives its id. */
    String upload(byte[] content) throws IOException, InterruptedException {
        return upload(content, "batch").json().path("id").asText();
    }

    Reply upload(byte[] content, String purpose) throws IOException, InterruptedException {
        var head = "--x1\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose
                + "\r\n--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.jsonl\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        var parts = List.of(
                head.getBytes(StandardCharsets.UTF_8), content, "\r\n--x1--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request("/files")
                .header("Content-Type", "multipart/form-data; boundary=x1")
                .POST(BodyPublishers.ofByteArrays(parts)));
    }

    /** Uploads lines and makes a batch of them; gives its id. */
    String batch(List<String> lines) throws IOException, InterruptedException {
        var file = upload((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return post("/batches", creation(file)).json().path("id").asText();
    }

    static String creation(String file) {
        return "{\"input_file_id\":\"" + file + "\",\"endpoint\":\"/v1/chat/completions\","
                + "\"completion_window\":\"24h\",\"metadata\":{\"route_shard\":\"s1\"}}";
    }

    /** Result lines by custom id, in the order they came. */
    Map<String, JsonNode> lines(String path) throws IOException, InterruptedException {
        var reply = get(path);
        if (reply.status() != 200) throw new IOException(reply.status() + " " + reply.text());
        var lines = new LinkedHashMap<String, JsonNode>();
        for (var line : reply.text().lines().toList()) {
            var node = Json.MAPPER.readTree(line);
            if (lines.put(node.path("custom_id").asText(), node) != null) throw new IOException("twice: " + line);
        }
        return lines;
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path));
        headers.forEach(request::header);
        return request;
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Reply(response.statusCode(), response.body(), response);
    }

    static String openAiLine(String id, String prompt) {
        var line = Json.object().put("custom_id", id).put("method", "POST").put("url", "/v1/chat/completions");
        var body = line.putObject("body").put("model", "gpt-6-luna").put("max_completion_tokens", 400);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return new String(Json.bytes(line), StandardCharsets.UTF_8);
    }

    static List<String> openAiLines(int rows) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < rows; i++) lines.add(openAiLine("r-" + i, "What does ticket number " + i + " want?"));
        return lines;
    }

    static String anthropicRow(String id, String prompt) {
        var row = Json.object().put("custom_id", id);
        var params = row.putObject("params").put("model", "claude-haiku-5-5").put("max_tokens", 400);
        params.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return new String(Json.bytes(row), StandardCharsets.UTF_8);
    }

    static String anthropicBatch(int rows) {
        var list = new ArrayList<String>();
        for (var i = 0; i < rows; i++) list.add(anthropicRow("r-" + i, "What does ticket number " + i + " want?"));
        return requests(list);
    }

    static String requests(List<String> rows) {
        return "{\"requests\":[" + String.join(",", rows) + "]}";
    }
}
