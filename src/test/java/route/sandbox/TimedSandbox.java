package route.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;

/** Starts the sandbox by a test's own clock. */
public final class TimedSandbox {
    private TimedSandbox() {}

    public static SandboxServer start(Path folder, SandboxOptions options, InstantSource clock) {
        return SandboxServer.start(folder, 0, options, clock);
    }
}
