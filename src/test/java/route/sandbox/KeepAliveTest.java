package route.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeepAliveTest {
    /** More than the 200 idle lines at which the JDK's server, left alone, begins to close what it has answered. */
    private static final int LINES = 300;

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    @TempDir
    Path directory;

    @Test
    void aLineIsNeverClosedUnderAClientHoweverManyOthersAreIdle() throws Exception {
        var lines = new ArrayList<Line>();
        try (var server = SandboxServer.start(directory, 0, SandboxOptions.defaults())) {
            for (var i = 0; i < LINES; i++) lines.add(new Line(server.port()));
            for (var i = 0; i < LINES; i++)
                assertEquals("HTTP/1.1 200 OK", lines.get(i).ask(), "first on line " + i);
            for (var i = 0; i < LINES; i++)
                assertEquals("HTTP/1.1 200 OK", lines.get(i).ask(), "second on line " + i);
        } finally {
            for (var line : lines) line.close();
        }
    }

    /** A line that the kernel's queue has no place for stands only after a second, or three, or seven. */
    @Test
    void hundredsOfLinesOpenedAtOnceAllStandAtOnce() throws Exception {
        assumeTrue(queueOfTheSystem() >= LINES, "the system itself lets fewer wait");
        var lines = new ArrayList<SocketChannel>();
        try (var server = SandboxServer.start(directory, 0, SandboxOptions.defaults())) {
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port());
            var end = System.nanoTime() + Duration.ofMillis(900).toNanos();
            for (var i = 0; i < LINES; i++) {
                lines.add(SocketChannel.open());
                lines.get(i).configureBlocking(false);
                lines.get(i).connect(address);
            }
            var waiting = new ArrayList<>(lines);
            while (!waiting.isEmpty() && System.nanoTime() < end) {
                for (var line : List.copyOf(waiting)) if (line.finishConnect()) waiting.remove(line);
            }
            assertEquals(0, waiting.size(), "turned away at first");
        } finally {
            for (var line : lines) line.close();
        }
    }

    private static int queueOfTheSystem() throws IOException {
        var limit = Path.of("/proc/sys/net/core/somaxconn");
        return Files.exists(limit) ? Integer.parseInt(Files.readString(limit).strip()) : 0;
    }

    /** One connection that is kept, with nothing between the test and what the server does to it. */
    private static final class Line {
        private final Socket socket;
        private final InputStream in;

        Line(int port) throws IOException {
            socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            socket.setSoTimeout(20_000);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** Asks once; gives the status line, or what there is of one. */
        String ask() throws IOException {
            var request = "GET /openai/v1/models HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer any\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var head = head();
            var length = LENGTH.matcher(head);
            if (length.find()) in.readNBytes(Integer.parseInt(length.group(1)));
            return head.lines().findFirst().orElse("a closed line");
        }

        private String head() throws IOException {
            var bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                var next = in.read();
                if (next < 0) break;
                bytes.write(next);
            }
            return bytes.toString(StandardCharsets.US_ASCII);
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
