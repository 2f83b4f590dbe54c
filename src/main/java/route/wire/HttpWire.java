package route.wire;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Stand-in. */
public final class HttpWire implements Wire {

    public HttpWire(Connections connections, String baseUrl, Auth auth, Supplier<Optional<String>> key) {}

    @Override
    public Reply send(Call call) {
        throw new IllegalStateException("under construction");
    }

    @Override
    public Reply download(Call call, Path target) {
        throw new IllegalStateException("under construction");
    }
}
