package route.signal;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whoever listens at a webhook's address: keeps what it is sent and answers as it is told, 204 in the end. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Post> posts = new ArrayList<>();
    private final ArrayDeque<Integer> answers = new ArrayDeque<>();

    /** What came; headers by lower-case name. */
    public record Post(String path, Map<String, String> headers, String body) {}

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders().forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.get(0)));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int answer;
            synchronized (this) {
                posts.add(new Post(exchange.getRequestURI().toString(), headers, body));
                answer = answers.isEmpty() ? 204 : answers.poll();
            }
            if (answer == 302) exchange.getResponseHeaders().add("Location", address("/elsewhere"));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next posts are answered with these. */
    public synchronized void answer(int... statuses) {
        for (var status : statuses) answers.add(status);
    }

    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
