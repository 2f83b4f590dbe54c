package route.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium that shows one page, spoken to by its DevTools protocol. */
final class Browser implements AutoCloseable, WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private int calls;

    /** The browser on the PATH, if there is one. */
    static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(it -> Path.of(folder, it)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty folder for whatever it writes */
    Browser(Path program, Path profile) throws Exception {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("said").toFile())
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page(profile.resolve("DevToolsActivePort")), this)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (var domain : List.of("Page", "Runtime", "Log", "Network")) call(domain + ".enable", "{}");
    }

    /** The address of the first page, once the browser has written down where it listens. */
    private URI page(Path port) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
            if (System.nanoTime() > deadline) throw new IOException("the browser does not come up");
            Thread.sleep(20);
        }
        var list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        while (true) {
            for (var it : JSON.readTree(text(list))) {
                if (it.path("type").asText().equals("page")) {
                    return URI.create(it.path("webSocketDebuggerUrl").asText());
                }
            }
            if (System.nanoTime() > deadline) throw new IOException("the browser opens no page");
            Thread.sleep(20);
        }
    }

    private static String text(URI address) throws Exception {
        var request = HttpRequest.newBuilder(address).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        message.append(text);
        if (last) {
            try {
                heard.add(JSON.readTree(message.toString()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            message.setLength(0);
        }
        socket.request(1);
        return null;
    }

    private JsonNode call(String method, String parameters) throws Exception {
        var id = ++calls;
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return await(it -> it.path("id").asInt() == id).path("result");
    }

    private JsonNode await(java.util.function.Predicate<JsonNode> wanted) throws Exception {
        while (true) {
            var it = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (it == null) throw new IOException("the browser does not answer");
            note(it);
            if (wanted.test(it)) return it;
        }
    }

    private void note(JsonNode it) {
        var method = it.path("method").asText();
        var isComplaint = method.equals("Runtime.consoleAPICalled")
                || method.equals("Runtime.exceptionThrown")
                || method.equals("Log.entryAdded");
        if (isComplaint) complaints.add(it.path("params").toString());
        var url = it.path("params").path("request").path("url").asText();
        if (method.equals("Network.requestWillBeSent") && !url.startsWith("file:") && !url.startsWith("data:")) {
            complaints.add("asked for " + url);
        }
    }

    void open(Path file) throws Exception {
        call("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
        await(it -> it.path("method").asText().equals("Page.loadEventFired"));
    }

    /** Shows the page so wide, on a screen or on paper, in light or dark. */
    void show(int width, String medium, String scheme) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":900,\"deviceScaleFactor\":1,\"mobile\":" + (width < 500) + "}");
        call(
                "Emulation.setEmulatedMedia",
                "{\"media\":\"" + medium + "\",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme
                        + "\"}]}");
    }

    JsonNode ask(String script) throws Exception {
        var text = JSON.writeValueAsString(script);
        return call("Runtime.evaluate", "{\"returnByValue\":true,\"expression\":" + text + "}")
                .path("result")
                .path("value");
    }

    void screenshot(Path file) throws Exception {
        var image = call("Page.captureScreenshot", "{\"captureBeyondViewport\":true,\"format\":\"png\"}");
        Files.write(file, Base64.getDecoder().decode(image.path("data").asText()));
    }

    void pdf(Path file) throws Exception {
        var pdf = call("Page.printToPDF", "{\"preferCSSPageSize\":true,\"printBackground\":false}");
        Files.write(file, Base64.getDecoder().decode(pdf.path("data").asText()));
    }

    /** What it wrote to its console, and what it asked the network for. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        socket.abort();
        var all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
