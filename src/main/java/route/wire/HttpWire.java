package route.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import route.domain.InputException;

/**
 * The way to one provider over OkHttp. The key is asked for at each call and kept nowhere. A call goes out once: no
 * retry after a broken connection, no second try after 408 or 503, and a redirect is followed only when reading, and
 * then without the key where it leads elsewhere.
 */
public final class HttpWire implements Wire {

    // Small answers are status objects and pages of lists; a file's worth of bytes here is a mistake.
    private static final long LONGEST_ANSWER_BYTES = 16L << 20;

    private final Connections connections;
    private final HttpUrl base;
    private final Auth auth;
    private final Supplier<Optional<String>> key;
    private volatile Optional<Place> lastPlace = Optional.empty();

    /**
     * @param baseUrl the provider's address, http or https, without a slash at the end
     * @param key the key, or empty where the provider wants none; asked at every call
     * @throws InputException where the address is none
     */
    public HttpWire(Connections connections, String baseUrl, Auth auth, Supplier<Optional<String>> key) {
        this.connections = connections;
        this.base = address(baseUrl);
        this.auth = auth;
        this.key = key;
    }

    @Override
    public Reply send(Call call) throws NoAnswerException {
        return exchange(call, Bodies.isFile(call.body()), HttpWire::inMemory);
    }

    /**
     * Streams to a {@code .part} file beside the target, which is renamed into place once it is whole and on disk. An
     * answer of status 204 is an empty file. A web page is no answer: it comes from a proxy or a login in between, and
     * the file is still to be had.
     */
    @Override
    public Reply download(Call call, Path target) throws NoAnswerException {
        return exchange(call, true, response -> {
            if (response.code() != 200 && response.code() != 204) return inMemory(response);
            if (isWebPage(response)) throw new IOException("a web page came in place of the file");
            Download.save(response.body().byteStream(), target);
            return new Reply(response.code(), headers(response), "");
        });
    }

    @Override
    public CompletableFuture<Reply> start(Call call) {
        if (!(call.body() instanceof Body.Json body))
            throw new IllegalArgumentException("only JSON is asked in real time");
        var place = place(call.path());
        var headers = new HashMap<>(call.headers());
        key.get().ifPresent(it -> headers.put(auth.header(), auth.prefix() + checked(it)));
        var line = call.method() + " " + place.said() + " -> ";
        var startNanos = System.nanoTime();
        return connections
                .flights()
                .start(place.url(), headers, body.text())
                .whenComplete((reply, lost) ->
                        connections.trace(line + (reply == null ? "no answer" : reply.status()) + since(startNanos)));
    }

    /**
     * Where calls in real time go.
     *
     * @param said the address as it may be shown
     */
    private record Place(String path, String url, String said) {}

    /** Thousands of calls go to one place: it is looked up once. */
    private Place place(String path) {
        return lastPlace.filter(it -> it.path().equals(path)).orElseGet(() -> {
            var url = address(base(), path);
            if (!new Journey(base, auth.header()).isHome(url))
                throw new IllegalArgumentException("not the provider's own address");
            var place = new Place(path, url.toString(), withoutQuery(url));
            lastPlace = Optional.of(place);
            return place;
        });
    }

    private Reply exchange(Call call, boolean transfer, Reader reader) throws NoAnswerException {
        var journey = new Journey(base, auth.header());
        var request = request(call, journey);
        var line = call.method() + " " + withoutQuery(request.url()) + " -> ";
        var client = connections.client(transfer, call.method().equals("GET"));
        var startNanos = System.nanoTime();
        try (var response = client.newCall(request).execute()) {
            var reply = reader.read(response);
            connections.trace(line + reply.status() + since(startNanos));
            return reply;
        } catch (IOException trouble) {
            var reason = reason(trouble);
            connections.trace(line + "no answer, " + reason + since(startNanos));
            throw new NoAnswerException(
                    "no answer from " + base.host() + ": " + reason, journey.hasDeparted(), trouble);
        }
    }

    private Request request(Call call, Journey journey) {
        var builder = new Request.Builder()
                .url(address(base(), call.path()))
                .header("User-Agent", connections.userAgent())
                .tag(Journey.class, journey);
        call.headers().forEach(builder::header);
        key.get().ifPresent(it -> builder.header(auth.header(), auth.prefix() + checked(it)));
        return builder.method(call.method(), call.method().equals("GET") ? null : Bodies.of(call.body()))
                .build();
    }

    // A header holds visible ASCII only. OkHttp would print the value in its complaint, so it is looked at first.
    private String checked(String secret) {
        if (!secret.isEmpty() && secret.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
            return secret;
        }
        throw new InputException("The API key for " + base.host()
                + " is empty, or holds a line break, a space or another character that no key has.\n"
                + "Set it again, without quotes and without a line end.");
    }

    private String base() {
        var text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static HttpUrl address(String base, String path) {
        return HttpUrl.get(path.startsWith("/") ? base + path : path);
    }

    private static HttpUrl address(String baseUrl) {
        var url = HttpUrl.parse(baseUrl);
        if (url == null || url.query() != null || url.fragment() != null) {
            throw new InputException("A provider's address is a plain http or https URL, which this one is not.\n"
                    + "Right would be, for example, base_url: \"https://api.openai.com/v1\"");
        }
        return url;
    }

    private static Reply inMemory(Response response) throws IOException {
        var source = response.body().source();
        if (source.request(LONGEST_ANSWER_BYTES + 1)) {
            throw new IOException("the answer is longer than 16 MB");
        }
        return new Reply(response.code(), headers(response), source.readUtf8());
    }

    private static boolean isWebPage(Response response) {
        var type = response.body().contentType();
        return type != null && type.type().equals("text") && type.subtype().equals("html");
    }

    private static Map<String, String> headers(Response response) {
        var headers = new HashMap<String, String>();
        response.headers()
                .forEach(it -> headers.merge(
                        it.getFirst().toLowerCase(Locale.ROOT), it.getSecond(), (one, two) -> one + ", " + two));
        return headers;
    }

    private static String withoutQuery(HttpUrl url) {
        return url.newBuilder().username("").password("").query(null).build().toString();
    }

    private static String since(long startNanos) {
        return " (" + (System.nanoTime() - startNanos) / 1_000_000 + " ms)";
    }

    private static String reason(IOException trouble) {
        var said = trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
        return said.replaceAll("\\p{Cntrl}+", " ");
    }

    private interface Reader {
        Reply read(Response response) throws IOException;
    }
}
