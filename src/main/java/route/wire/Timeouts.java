package route.wire;

import java.time.Duration;

/**
 * How long the wire waits. A transfer is a call that carries a file, or fetches one; all others are small.
 *
 * @param connect for a connection, TLS included
 * @param read for the next bytes of a small answer
 * @param write for the other side to take the next chunk
 * @param transferRead for the next bytes in a transfer: a provider checks a large upload before it answers
 * @param call for a small call as a whole
 * @param transferCall for a transfer as a whole
 */
public record Timeouts(
        Duration connect, Duration read, Duration write, Duration transferRead, Duration call, Duration transferCall) {

    /** For calls that nothing depends on: whoever does not answer within seconds is left alone. */
    public static Timeouts hasty() {
        var seconds = Duration.ofSeconds(5);
        return new Timeouts(seconds, seconds, seconds, seconds, seconds.multipliedBy(2), seconds.multipliedBy(2));
    }

    /** The same, and a small call takes no longer than this. */
    public static Timeouts hasty(Duration most) {
        var it = hasty();
        var part = most.compareTo(it.read()) < 0 ? most : it.read();
        var call = most.compareTo(it.call()) < 0 ? most : it.call();
        return new Timeouts(part, part, part, part, call, call);
    }

    /** Patient enough for 256 MB over a slow line, and for a provider that thinks for minutes. */
    public static Timeouts standard() {
        return new Timeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofMinutes(3),
                Duration.ofHours(2));
    }
}
