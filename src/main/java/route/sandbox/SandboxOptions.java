package route.sandbox;

/** Stand-in. */
public record SandboxOptions() {
    public static SandboxOptions defaults() {
        return new SandboxOptions();
    }
}
