package route.wire;

import java.util.function.Consumer;

/** Stand-in. */
public final class Connections implements AutoCloseable {

    public Connections(Timeouts timeouts, String version, Consumer<String> trace) {}

    @Override
    public void close() {}
}
