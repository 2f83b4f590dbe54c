package route.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * Calls that nobody waits for on a thread: OkHttp needs a thread for each call under way, the JDK's client does not. It
 * speaks HTTP/2 where the other side does, and repeats nothing that was posted.
 */
final class Flights implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int LONGEST_ANSWER_BYTES = 16 << 20;

    /**
     * The JDK's client keeps one HTTP/2 connection to a host and fails a call for which it has no room; servers commonly
     * give one room for 100 (RFC 9113, 6.5.2). So there is a client for each hundred.
     */
    private static final int CALLS_PER_CLIENT = 100;

    /** How the JDK's client says that a call had no room and was not sent. */
    private static final String NO_ROOM = "too many concurrent streams";

    private final Duration longest;
    private final Duration connect;
    private final String userAgent;
    private final Optional<SSLContext> tls;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Flights::daemon);
    private final List<Fleet> fleets = new ArrayList<>();
    private int callsPerClient = CALLS_PER_CLIENT;

    /** @param tls whom to trust; empty for those whom the Java installation trusts */
    Flights(Timeouts timeouts, String userAgent, Optional<SSLContext> tls) {
        this.longest = timeouts.transferRead();
        this.connect = timeouts.connect();
        this.userAgent = userAgent;
        this.tls = tls;
        // An idle line is left before the other side leaves it, and a broken one is no reason to post again.
        System.getProperties().putIfAbsent("jdk.httpclient.keepalive.timeout", "3");
    }

    /**
     * A client with its own connections, when they may be used, and how many of its calls are under way. All go to one
     * port: while one provider's line does not open, calls to another do not wait for it.
     */
    private static final class Fleet {
        private final String port;
        private final HttpClient client;
        private final CompletableFuture<Boolean> opened;
        private int calls;

        Fleet(String port, HttpClient client, CompletableFuture<Boolean> opened) {
            this.port = port;
            this.client = client;
            this.opened = opened;
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "route-flights");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Posts, and gives up when the whole answer is not there in time.
     *
     * @param headers the key's among them
     */
    CompletableFuture<Reply> start(String url, Map<String, String> headers, String json) {
        var uri = URI.create(url);
        var secure = uri.getScheme().equals("https");
        var builder = HttpRequest.newBuilder(uri)
                // In the clear, asking for HTTP/2 costs a detour that many servers do not know.
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("User-Agent", userAgent)
                .header("Content-Type", "application/json");
        headers.forEach(builder::setHeader);
        var request = builder.POST(HttpRequest.BodyPublishers.ofString(json)).build();
        var fleet = board(secure, uri);
        return fleet.opened
                .handle((ready, trouble) -> trouble == null
                        ? post(fleet, request)
                        : CompletableFuture.<Reply>failedFuture(noAnswer(uri, trouble)))
                .thenCompose(it -> it)
                .whenComplete((reply, lost) -> leave(fleet));
    }

    private CompletableFuture<Reply> post(Fleet fleet, HttpRequest request) {
        var uri = request.uri();
        var call = fleet.client.sendAsync(request, it -> new SmallBody(LONGEST_ANSWER_BYTES));
        return call.handle((response, trouble) -> {
                    if (trouble != null) throw new CompletionException(noAnswer(uri, trouble));
                    return new Reply(response.statusCode(), headers(response), response.body());
                })
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(trouble -> {
                    if (!(trouble instanceof TimeoutException)) return CompletableFuture.failedFuture(trouble);
                    call.cancel(true);
                    return CompletableFuture.failedFuture(late(uri));
                });
    }

    private NoAnswerException late(URI uri) {
        return new NoAnswerException(
                "no answer from " + uri.getHost() + ": none in " + longest.toSeconds() + " s", true, null);
    }

    /** In the clear each call has a line of its own, so one client has room for any number. */
    private synchronized Fleet board(boolean secure, URI uri) {
        fleets.removeIf(it -> it.opened.isCompletedExceptionally());
        var port = port(uri);
        var fleet = fleets.stream()
                .filter(it -> it.port.equals(port))
                .filter(it -> !secure || it.calls < callsPerClient)
                .findFirst()
                .orElseGet(() -> another(secure, uri));
        fleet.calls++;
        return fleet;
    }

    /** Scheme, host and port: what a line leads to. */
    private static String port(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority().toLowerCase(Locale.ROOT);
    }

    private Fleet another(boolean secure, URI uri) {
        var builder = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(builder::sslContext);
        var client = builder.build();
        var fleet = new Fleet(port(uri), client, secure ? open(client, uri) : CompletableFuture.completedFuture(true));
        fleets.add(fleet);
        return fleet;
    }

    /**
     * Opens the one line of a client with a call that asks for nothing and carries no key: a hundred that begin at once
     * would open a hundred lines, to leave all but one of them. Whatever comes back, the line is open then.
     */
    private CompletableFuture<Boolean> open(HttpClient client, URI uri) {
        var knock = HttpRequest.newBuilder(uri.resolve("/"))
                .header("User-Agent", userAgent)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(connect)
                .build();
        return client.sendAsync(knock, HttpResponse.BodyHandlers.discarding()).handle((response, trouble) -> {
            if (trouble == null || mayHaveSetOut(cause(trouble))) return true;
            throw new CompletionException(cause(trouble));
        });
    }

    private synchronized void leave(Fleet fleet) {
        fleet.calls--;
    }

    private synchronized void crowded() {
        callsPerClient = Math.max(1, callsPerClient * 3 / 4);
    }

    private NoAnswerException noAnswer(URI uri, Throwable trouble) {
        var cause = cause(trouble);
        var said =
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        var hadNoRoom = said.contains(NO_ROOM);
        if (hadNoRoom) crowded();
        return new NoAnswerException(
                "no answer from " + uri.getHost() + ": " + said.replaceAll("\\p{Cntrl}+", " "),
                !hadNoRoom && mayHaveSetOut(cause),
                cause instanceof IOException ? cause : new IOException(cause));
    }

    private static Throwable cause(Throwable trouble) {
        return trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
    }

    private static boolean mayHaveSetOut(Throwable cause) {
        var neverConnected = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException
                || cause instanceof SSLHandshakeException;
        return !neverConnected;
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
