package route.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import route.domain.InputException;

/**
 * The server: answers on loopback until it is closed. All its threads are daemons, so a process that only serves has
 * to wait by itself. Its directory may be deleted whenever no batch in it is needed any more.
 */
public final class SandboxServer implements AutoCloseable {
    private static final int THREADS = 8;

    /** Calls in real time come in hundreds at once; one that finds the queue full tries again after a second or more. */
    private static final int BACKLOG = 4096;

    private static final Duration LEFTOVERS_KEPT = Duration.ofDays(1);

    /** The form of what is kept: 2 has results beside each batch. A folder without a word is older than that, or new. */
    private static final String VERSION = "2";

    private static final String VERSION_FILE = "version";

    private static final Map<String, String> PATHS = paths();

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Gate> gates;
    private final Backlog backlog;
    private final Bookkeeper bookkeeper;

    private SandboxServer(HttpServer server, ExecutorService threads, Stage stage) {
        this.server = server;
        this.threads = threads;
        this.backlog = new Backlog(stage);
        this.gates = gates(stage, backlog);
        this.bookkeeper = new Bookkeeper(stage);
    }

    private static Map<String, String> paths() {
        var paths = new HashMap<String, String>();
        OpenAiKin.ALL.forEach(it -> paths.put(it.dialect(), "/" + it.dialect() + "/v1"));
        paths.put("anthropic", "/anthropic");
        paths.put("gemini", "/gemini");
        paths.put("mistral", "/mistral/v1");
        paths.put("xai", "/xai/v1");
        paths.put("together", "/together/v1");
        paths.put("fireworks", "/fireworks/v1/accounts/sandbox");
        paths.put("openrouter", "/openrouter/api/v1");
        return Map.copyOf(paths);
    }

    private static Map<String, Gate> gates(Stage stage, Backlog backlog) {
        var gates = new HashMap<String, Gate>();
        OpenAiKin.ALL.forEach(it -> gates.put(it.dialect(), new OpenAiGate(stage, it, backlog)));
        gates.put("anthropic", new AnthropicGate(stage, backlog));
        gates.put("gemini", new GeminiGate(stage));
        gates.put("mistral", new MistralGate(stage));
        gates.put("xai", new XaiGate(stage));
        gates.put("together", new TogetherGate(stage));
        gates.put("fireworks", new FireworksGate(stage));
        gates.put("openrouter", new OpenRouterGate(stage));
        return Map.copyOf(gates);
    }

    /**
     * Starts on 127.0.0.1 and continues whatever batches the directory holds; another server may use it meanwhile.
     *
     * @param directory made where it is missing
     * @param port 0 for any that is free; an InputException where it is taken
     */
    public static SandboxServer start(Path directory, int port, SandboxOptions options) {
        return start(directory, port, options, InstantSource.system());
    }

    /** The same by another clock. */
    public static SandboxServer start(Path directory, int port, SandboxOptions options, InstantSource clock) {
        prepare();
        try {
            var root = new Disk(directory);
            checkVersion(root, directory);
            var stage = Stage.on(
                    root, new Disk(directory.resolve("files")), new Disk(directory.resolve("batches")), options, clock);
            var leftovers = Instant.now().minus(LEFTOVERS_KEPT);
            stage.uploads().sweep(leftovers);
            stage.batches().sweep(leftovers);
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            var http = HttpServer.create(address, BACKLOG);
            var threads = Executors.newFixedThreadPool(THREADS, SandboxServer::daemon);
            var sandbox = new SandboxServer(http, threads, stage);
            sandbox.backlog.resume();
            http.setExecutor(threads);
            http.createContext("/", sandbox::handle);
            startAsDaemon(http);
            return sandbox;
        } catch (BindException e) {
            throw new InputException("the sandbox cannot listen on port " + port + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot start in " + directory, e);
        }
    }

    /** What a newer program keeps there may mean something else than we would read in it. */
    private static void checkVersion(Disk root, Path directory) throws IOException {
        var word = new String(root.read(VERSION_FILE).orElse(new byte[0]), StandardCharsets.UTF_8).strip();
        if (word.isEmpty()) {
            root.write(VERSION_FILE, (VERSION + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (!word.equals(VERSION)) {
            throw new InputException(
                    "the folder of the sandbox, " + directory + ", was made by another version of route\n"
                            + "go on with that version, or remove the folder: it holds simulated batches only");
        }
    }

    /**
     * Small answers wait 40 ms otherwise. And lines that clients still believe in would be closed: all after 30 s, and,
     * once 200 are idle, every other one as soon as it has its answer, which a next call on it takes for a broken line.
     */
    private static void prepare() {
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
        System.getProperties().putIfAbsent("sun.net.httpserver.idleInterval", "600");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxIdleConnections", String.valueOf(Integer.MAX_VALUE));
    }

    /** The server's own thread is a daemon only where the one that starts it is. */
    private static void startAsDaemon(HttpServer http) {
        var starter = daemon(http::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "sandbox");
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Whether there is an address for providers of this dialect. */
    public static boolean speaks(String dialect) {
        return PATHS.containsKey(dialect);
    }

    /** Where a provider of this dialect lives, as its settings would say it; without a slash at the end. */
    public String baseUrl(String dialect) {
        var path = PATHS.get(dialect);
        if (path == null) throw new IllegalArgumentException("the sandbox does not speak " + dialect);
        return "http://127.0.0.1:" + port() + path;
    }

    /** What was ordered and billed so far, by all servers on this directory; also under {@code /sandbox/books}. */
    public Books books() {
        try {
            return bookkeeper.books();
        } catch (IOException e) {
            throw new UncheckedIOException("the books cannot be read", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        backlog.close();
    }

    /** What goes wrong half-way through an answer cuts the line, or the client would take it for a whole one. */
    private void handle(HttpExchange exchange) throws IOException {
        var visit = new Visit(exchange);
        try {
            serve(visit);
        } catch (CutLineException e) {
            throw e;
        } catch (RefusedCall e) {
            refuse(visit, e.refusal(), e);
        } catch (IOException | RuntimeException e) {
            refuse(visit, Stage.failure("The sandbox failed: " + e), e);
        }
    }

    private void refuse(Visit visit, Refusal refusal, Exception cause) throws IOException {
        if (visit.isAnswered()) throw new IOException("the sandbox failed while it answered", cause);
        var first = visit.rawPath().split("/", 3);
        gates.getOrDefault(first.length > 1 ? first[1] : "", gates.get("openai"))
                .refuse(visit, refusal);
    }

    private void serve(Visit visit) throws IOException {
        var path = visit.path();
        if (path.equals(List.of("sandbox", "books")) && visit.method().equals("GET")) {
            visit.reply(200, Json.MAPPER.valueToTree(books()));
            return;
        }
        var gate = gates.get(path.isEmpty() ? "" : path.get(0));
        if (gate == null) {
            throw new Refusal(
                            404,
                            "invalid_request_error",
                            "",
                            "",
                            "The sandbox knows /sandbox/books and the addresses of its providers.")
                    .asCall();
        }
        gate.serve(visit, path.subList(1, path.size()));
    }
}
