package route.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import route.flow.Jobs;
import route.flow.Sleeper;

/** A process's surroundings whose streams can be read back. */
final class Screen {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> env;
    private final Path home;
    private final RuntimeException onOpening;

    /** @param onOpening what happens when a command opens the front desk */
    Screen(Path home, Map<String, String> env, RuntimeException onOpening) {
        this.home = home;
        this.env = env;
        this.onOpening = onOpening;
    }

    Screen(Path home) {
        this(home, Map.of(), new TooFar("the front desk was opened"));
    }

    int run(String... args) {
        return RouteCommand.run(args, outside());
    }

    /** Runs where standard output takes nothing, as on a full disk. */
    int runInVain(String... args) {
        return RouteCommand.run(args, outside(new PrintStream(new Full(), false, StandardCharsets.UTF_8)));
    }

    Outside outside() {
        return outside(new PrintStream(out, false, StandardCharsets.UTF_8));
    }

    private Outside outside(PrintStream printed) {
        return new Outside(
                printed,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                env,
                home,
                home,
                InstantSource.fixed(Sample.NOW),
                java.time.ZoneOffset.UTC,
                new Awake(),
                opening -> open(),
                (opening, provider) -> Optional.empty(),
                thrown -> Optional.empty());
    }

    private Jobs open() {
        throw onOpening;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static final class Full extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    /** Says that a test did not mean to come this far. */
    private static final class TooFar extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooFar(String message) {
            super(message);
        }
    }

    private static final class Awake implements Sleeper {
        @Override
        public void until(Instant moment) {}

        @Override
        public boolean stopping() {
            return false;
        }
    }
}
