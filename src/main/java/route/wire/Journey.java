package route.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;

/** Where a call belongs, and whether it has set out. Rides along with the request. */
final class Journey {
    private final HttpUrl home;
    private final String keyHeader;
    private final AtomicBoolean departed = new AtomicBoolean();

    Journey(HttpUrl home, String keyHeader) {
        this.home = home;
        this.keyHeader = keyHeader;
    }

    void depart() {
        departed.set(true);
    }

    /** Whether a connection stood and the first byte may have left. */
    boolean hasDeparted() {
        return departed.get();
    }

    /** Whether the address is the provider's own: the same scheme, host and port. */
    boolean isHome(HttpUrl url) {
        return url.scheme().equals(home.scheme()) && url.host().equals(home.host()) && url.port() == home.port();
    }

    String keyHeader() {
        return keyHeader;
    }
}
