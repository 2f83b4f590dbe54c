package route.wire;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * The open connections to all providers, shared by every {@link HttpWire}. Proxies are those of the JVM's system
 * properties. Closing it ends all its threads, so that the process may end at once.
 */
public final class Connections implements AutoCloseable {

    // Idle connections are dropped before a server drops them (the hastiest do after five seconds): a call on a line
    // that the other side is closing cannot be told from one that arrived.
    private static final int IDLE_SECONDS = 3;
    private static final int IDLE_CONNECTIONS = 5;

    private final OkHttpClient small;
    private final OkHttpClient transfers;
    private final String userAgent;
    private final Consumer<String> trace;
    private final Timeouts timeouts;
    private Flights flights;

    /**
     * @param version of this program, sent as {@code User-Agent: route/VERSION}: some providers' edges refuse calls
     *     without one
     * @param trace is told one line for each call, without query, headers or bodies
     */
    public Connections(Timeouts timeouts, String version, Consumer<String> trace) {
        this.userAgent = "route/" + version;
        this.trace = trace;
        this.timeouts = timeouts;
        this.small = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followSslRedirects(false)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .addNetworkInterceptor(new BorderGuard())
                .connectTimeout(timeouts.connect())
                .readTimeout(timeouts.read())
                .writeTimeout(timeouts.write())
                .callTimeout(timeouts.call())
                .build();
        this.transfers = small.newBuilder()
                .readTimeout(timeouts.transferRead())
                .callTimeout(timeouts.transferCall())
                .build();
    }

    /** The client for a call; only reading follows redirects, so that nothing is ever posted twice. */
    OkHttpClient client(boolean transfer, boolean followRedirects) {
        var client = transfer ? transfers : small;
        return followRedirects
                ? client
                : client.newBuilder().followRedirects(false).build();
    }

    /** The client for calls that nobody waits for; made when it is first needed. */
    synchronized Flights flights() {
        if (flights == null) flights = new Flights(timeouts, userAgent, Optional.empty());
        return flights;
    }

    String userAgent() {
        return userAgent;
    }

    void trace(String line) {
        trace.accept(line);
    }

    @Override
    public synchronized void close() {
        if (flights != null) flights.close();
        small.dispatcher().cancelAll();
        small.dispatcher().executorService().shutdown();
        small.connectionPool().evictAll();
    }
}
