package route.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;

/**
 * A provider that answers in real time as cheaply as can be, so that what is measured is the client: OpenAI's chat
 * completions, one answer for all, each after the same time. One thread serves any number of lines.
 *
 * <pre>java src/bench/java/route/bench/LiveProvider.java PORT LATENCY_MILLIS</pre>
 *
 * <p>When it is stopped it prints what it has seen: answers, connections at most, calls under way at most, the
 * milliseconds from the first call to the last answer, and the answers a second in the later half of them. The very first call is a knock at the door and counts for nothing.
 */
public final class LiveProvider {
    private static final String BODY = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1795000000,"
            + "\"model\":\"lean\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + "The customer asks for a refund of the second charge, and is polite about it. ".repeat(4)
            + "\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":120,"
            + "\"completion_tokens\":64,\"total_tokens\":184,\"prompt_tokens_details\":{\"cached_tokens\":0}}}";
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final long latencyNanos;
    private final Selector selector = Selector.open();
    private final ArrayDeque<Due> dues = new ArrayDeque<>();
    private long answers;
    private int lines;
    private int mostLines;
    private int mostCalls;
    private long calls;
    private final ArrayList<Long> hundreds = new ArrayList<>();
    private long first;
    private long last;

    private LiveProvider(int port, long latencyMillis) throws IOException {
        this.latencyNanos = latencyMillis * 1_000_000;
        var server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    private record Due(Line line, long nanos) {}

    public static void main(String[] args) throws IOException {
        var provider = new LiveProvider(Integer.parseInt(args[0]), Long.parseLong(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(provider::report));
        provider.serve();
    }

    private synchronized void report() {
        var half = hundreds.size() / 2;
        var rate = hundreds.size() < 4
                ? 0
                : (hundreds.size() - 1 - half) * 100 * 1_000_000_000L / (hundreds.get(hundreds.size() - 1) - hundreds.get(half));
        System.out.println(
                answers - 1 + " " + mostLines + " " + mostCalls + " " + (last - first) / 1_000_000 + " " + rate);
    }

    private void serve() throws IOException {
        while (true) {
            var wait = dues.isEmpty() ? 0 : Math.max(1, (dues.peek().nanos() - System.nanoTime()) / 1_000_000);
            var isDue = !dues.isEmpty() && dues.peek().nanos() <= System.nanoTime();
            if (isDue) selector.selectNow();
            else selector.select(wait);
            synchronized (this) {
                for (var key : selector.selectedKeys()) take(key);
                selector.selectedKeys().clear();
                while (!dues.isEmpty() && dues.peek().nanos() <= System.nanoTime()) answer(dues.remove().line());
            }
        }
    }

    private void take(SelectionKey key) throws IOException {
        if (key.channel() instanceof ServerSocketChannel server) accept(server);
        else if (key.attachment() instanceof Line line) read(line, key);
    }

    private void accept(ServerSocketChannel server) throws IOException {
        for (var channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Line(channel));
            lines++;
            mostLines = Math.max(mostLines, lines);
        }
    }

    private void read(Line line, SelectionKey key) throws IOException {
        try {
            if (line.channel.read(line.in) < 0) throw new IOException("closed");
        } catch (IOException gone) {
            key.cancel();
            line.channel.close();
            lines--;
            return;
        }
        while (line.takeRequest()) {
            if (++calls == 2) first = System.nanoTime();
            if (latencyNanos == 0) answer(line);
            else dues.add(new Due(line, System.nanoTime() + latencyNanos));
            mostCalls = Math.max(mostCalls, dues.size());
        }
    }

    private void answer(Line line) throws IOException {
        answers++;
        last = System.nanoTime();
        if (answers % 100 == 0) hundreds.add(last);
        var out = ByteBuffer.wrap(ANSWER);
        try {
            while (out.hasRemaining()) line.channel.write(out);
        } catch (IOException gone) {
            line.channel.close();
        }
    }

    /** One connection, and what has come of its next request. */
    private static final class Line {
        private final SocketChannel channel;
        private ByteBuffer in = ByteBuffer.allocate(1 << 12);

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        /** Takes a whole request off, where one is there. */
        boolean takeRequest() {
            var bytes = in.array();
            var head = 3;
            while (head < in.position() && !isBlankLine(bytes, head)) head++;
            if (head >= in.position()) return full(0);
            var end = head + 1 + length(bytes, head);
            if (in.position() < end) return full(end);
            in.limit(in.position()).position(end);
            in.compact();
            return true;
        }

        private boolean full(int wanted) {
            if (in.hasRemaining() && in.capacity() >= wanted) return false;
            var larger = ByteBuffer.allocate(Math.max(wanted, in.capacity() * 2));
            in.flip();
            in = larger.put(in);
            return false;
        }

        private static boolean isBlankLine(byte[] bytes, int at) {
            return bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n';
        }

        private static int length(byte[] bytes, int end) {
            for (var at = 0; at < end - LENGTH.length; at++) {
                var same = 0;
                while (same < LENGTH.length && (bytes[at + same] | 0x20) == (LENGTH[same] | 0x20)) same++;
                if (same < LENGTH.length) continue;
                var length = 0;
                for (var digit = at + same; bytes[digit] != '\r'; digit++) {
                    if (bytes[digit] != ' ') length = length * 10 + bytes[digit] - '0';
                }
                return length;
            }
            return 0;
        }
    }
}
