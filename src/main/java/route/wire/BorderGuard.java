package route.wire;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands between a ready connection and the first byte of a request. Notes that the call has set out, and takes the key
 * off a request that a redirect leads to a stranger.
 */
final class BorderGuard implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var journey = request.tag(Journey.class);
        if (journey == null) {
            throw new IllegalStateException("a request without its journey");
        }
        journey.depart();
        if (journey.isHome(request.url())) {
            return chain.proceed(request);
        }
        return chain.proceed(
                request.newBuilder().removeHeader(journey.keyHeader()).build());
    }
}
