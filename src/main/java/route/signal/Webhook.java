package route.signal;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import route.domain.Letter;
import route.wire.Auth;
import route.wire.Body;
import route.wire.Call;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.NoAnswerException;

/**
 * Posts a letter to an address, with the headers of the Standard Webhooks specification (standardwebhooks.com, 1.0.0):
 * {@code webhook-id}, {@code webhook-timestamp} and, where there is a secret, {@code webhook-signature}.
 */
final class Webhook {
    private final Connections connections;

    Webhook(Connections connections) {
        this.connections = connections;
    }

    /** What went wrong; empty where the other side took it, that is, answered 2xx. A redirect is not followed. */
    Optional<String> post(String address, Letter letter, Optional<String> secret) {
        var uri = URI.create(address);
        var wire = new HttpWire(connections, origin(uri), Auth.BEARER, Optional::empty);
        try {
            var reply = wire.send(new Call("POST", address, headers(letter, secret), new Body.Json(letter.body())));
            return reply.isOk() ? Optional.empty() : Optional.of(uri.getHost() + " answered " + reply.status());
        } catch (NoAnswerException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static Map<String, String> headers(Letter letter, Optional<String> secret) {
        var timestamp = Long.toString(letter.at().getEpochSecond());
        var headers = new HashMap<>(Map.of("webhook-id", letter.id(), "webhook-timestamp", timestamp));
        secret.ifPresent(it -> headers.put(
                "webhook-signature", Signature.of(it, letter.id() + "." + timestamp + "." + letter.body())));
        return headers;
    }
}
