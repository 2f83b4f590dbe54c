package route.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** Answers one call with exactly these bytes and hangs up. */
final class CuttingServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    CuttingServer(String answer) throws IOException {
        var thread = new Thread(() -> {
            try (var line = socket.accept()) {
                var request = line.getInputStream();
                for (int tail = 0; tail != 0x0d0a0d0a; ) tail = tail << 8 | request.read();
                line.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
