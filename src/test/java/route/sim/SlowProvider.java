package route.sim;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that copies OpenAI's chat completions below a path of its own and takes its time; counts who asked what. */
public final class SlowProvider implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final Duration latency;

    public SlowProvider(Duration latency) throws IOException {
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
        this.latency = latency;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/my/models/v1/chat/completions", this::ask);
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/my/models/v1";
    }

    /** How often each prompt was asked. */
    public Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }

    /** How many answers were sent. */
    public int answers() {
        return answers.get();
    }

    private void ask(HttpExchange exchange) throws IOException {
        var body = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
        var prompt = body.at("/messages/0/content").asText();
        calls.merge(prompt, 1, Integer::sum);
        clock.schedule(() -> answer(exchange, prompt), latency.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void answer(HttpExchange exchange, String prompt) {
        var answer = MAPPER.createObjectNode();
        var choice = answer.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", "re: " + prompt);
        answer.putObject("usage").put("prompt_tokens", 10).put("completion_tokens", 5);
        var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        answers.incrementAndGet();
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException gone) {
            throw new UncheckedIOException("whoever asked has gone", gone);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.stop(0);
    }
}
