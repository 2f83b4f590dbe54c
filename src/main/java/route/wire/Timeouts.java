package route.wire;

/** Stand-in. */
public record Timeouts() {
    public static Timeouts standard() {
        return new Timeouts();
    }
}
