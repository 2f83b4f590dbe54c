package route.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Calls that nobody waits for on a thread: OkHttp needs a thread for each call under way, the JDK's client does not. It
 * speaks HTTP/2 where the other side does, and repeats nothing that was posted.
 */
final class Flights implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int LONGEST_ANSWER_CHARS = 16 << 20;

    private final Timeouts timeouts;
    private final String userAgent;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Flights::daemon);
    private final HttpClient client;

    Flights(Timeouts timeouts, String userAgent) {
        this.timeouts = timeouts;
        this.userAgent = userAgent;
        // An idle line is left before the other side leaves it, and a broken one is no reason to post again.
        System.getProperties().putIfAbsent("jdk.httpclient.keepalive.timeout", "3");
        this.client = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(timeouts.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "route-flights");
        thread.setDaemon(true);
        return thread;
    }

    /** @param headers the key's among them */
    CompletableFuture<Reply> start(String url, Map<String, String> headers, String json) {
        var uri = URI.create(url);
        var builder = HttpRequest.newBuilder(uri)
                // In the clear, asking for HTTP/2 costs a detour that many servers do not know.
                .version(uri.getScheme().equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .timeout(timeouts.transferRead())
                .header("User-Agent", userAgent)
                .header("Content-Type", "application/json");
        headers.forEach(builder::setHeader);
        var request = builder.POST(HttpRequest.BodyPublishers.ofString(json)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((response, trouble) -> {
                    if (trouble != null) throw new CompletionException(noAnswer(uri, trouble));
                    if (response.body().length() > LONGEST_ANSWER_CHARS) {
                        throw new CompletionException(new NoAnswerException(
                                "no answer from " + uri.getHost() + ": it is longer than 16 MB", true, null));
                    }
                    return new Reply(response.statusCode(), headers(response), response.body());
                });
    }

    private static NoAnswerException noAnswer(URI uri, Throwable trouble) {
        var cause = trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        var setOut = !(cause instanceof ConnectException) && !(cause instanceof HttpConnectTimeoutException);
        var said =
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return new NoAnswerException(
                "no answer from " + uri.getHost() + ": " + said.replaceAll("\\p{Cntrl}+", " "),
                setOut,
                cause instanceof IOException ? cause : new IOException(cause));
    }

    private static Map<String, String> headers(HttpResponse<?> response) {
        var headers = new HashMap<String, String>();
        response.headers().map().forEach((name, values) -> {
            // HTTP/2's own begin with a colon.
            if (!name.startsWith(":")) headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values));
        });
        return headers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
