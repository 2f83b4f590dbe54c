package route.sandbox;

import java.nio.file.Path;

/** Stand-in. */
public final class SandboxServer implements AutoCloseable {

    private final int port;

    private SandboxServer(int port) {
        this.port = port;
    }

    public static SandboxServer start(Path directory, int port, SandboxOptions options) {
        return new SandboxServer(port);
    }

    public int port() {
        return port;
    }

    public String baseUrl(String dialect) {
        return "http://127.0.0.1:" + port + "/" + dialect;
    }

    @Override
    public void close() {}
}
