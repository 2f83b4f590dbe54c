package route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import route.cli.Opening;
import route.cli.Outside;
import route.cli.RouteCommand;
import route.cli.Simulated;
import route.domain.InputException;
import route.domain.Provider;
import route.flow.Jobs;
import route.flow.Sleeper;
import route.flow.World;
import route.provider.CallException;
import route.provider.Dialects;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;
import route.signal.Messenger;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.Timeouts;
import route.wire.Wire;

/**
 * The program in process: whole commands over real files, a real database and real HTTP to a provider on loopback. Its
 * clock jumps where a person would wait, and its chance is seeded, so that the same commands say the same.
 */
final class Program implements AutoCloseable {

    /** When everything happens. */
    static final Instant START = Instant.parse("2026-11-20T07:30:00Z");

    private final Path here;
    private final Path person;
    private final List<SandboxServer> servers = new ArrayList<>();
    private final Connections connections = new Connections(Timeouts.standard(), "test", it -> {});
    private final Jumping clock = new Jumping();
    private final Random chance = new Random(20);

    /** What a command came to. */
    record Said(int code, String out, String err) {}

    /** @param folder gets the working directory, the user's home directory and the provider's files */
    Program(Path folder) {
        here = folder.resolve("here");
        person = folder.resolve("me");
        try {
            Files.createDirectories(here);
            Files.createDirectories(person);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sandbox(SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ZERO));
    }

    /** From now on the provider makes batches like this. */
    void sandbox(SandboxOptions options) {
        servers.add(SandboxServer.start(person.resolve("provider"), 0, options, clock));
    }

    /** The clock goes on by itself, between two commands. */
    void later(Duration time) {
        clock.until(clock.instant().plus(time));
    }

    SandboxServer server() {
        return servers.get(servers.size() - 1);
    }

    /** The working directory. */
    Path here() {
        return here;
    }

    /** The user's home directory, which also holds the state. */
    Path person() {
        return person;
    }

    Said run(Map<String, String> env, List<String> args) {
        return run(env, args, InputStream.nullInputStream());
    }

    /** @param stdin what is read where the input is {@code -} */
    Said run(Map<String, String> env, List<String> args, InputStream stdin) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var code = RouteCommand.run(
                args.toArray(String[]::new),
                outside(env, stdin, new PrintStream(out, false, StandardCharsets.UTF_8), err));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Outside outside(Map<String, String> env, InputStream stdin, PrintStream out, ByteArrayOutputStream err) {
        return new Outside(
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                env,
                here,
                person,
                clock,
                java.time.ZoneOffset.UTC,
                clock,
                opening -> jobs(opening, stdin, out),
                this::ping,
                Wiring::send,
                Optional::empty,
                Wiring::mendable);
    }

    private Jobs jobs(Opening opening, InputStream stdin, PrintStream out) {
        return Jobs.open(new World(
                opening.home(),
                clock,
                java.time.ZoneOffset.UTC,
                clock,
                chance,
                opening.providers(),
                it -> Simulated.isSimulated(it) || opening.keys().isSet(it),
                it -> wire(it, opening),
                Runnable::run,
                opening.prices(),
                opening.events(),
                () -> stdin,
                () -> out,
                opening.trace(),
                opening.watch(),
                (hook, letter) -> new Messenger(connections, opening.keys()::secret).tell(hook, letter)));
    }

    private Optional<String> ping(Opening opening, Provider provider) {
        try {
            Dialects.of(provider.dialect()).ping(wire(provider, opening));
            return Optional.empty();
        } catch (CallException | InputException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Wire wire(Provider provider, Opening opening) {
        var auth = Dialects.of(provider.dialect()).auth();
        var isSimulated = Simulated.isSimulated(provider);
        var address = isSimulated ? server().baseUrl(provider.dialect()) : provider.baseUrl();
        Supplier<Optional<String>> key = isSimulated
                ? () -> Optional.of("sandbox")
                : () -> opening.keys().key(provider);
        return new HttpWire(connections, address, auth, key);
    }

    @Override
    public void close() {
        connections.close();
        servers.forEach(SandboxServer::close);
    }

    /** A clock that stands still until somebody waits, and then is there at once; the provider goes by it too. */
    private static final class Jumping implements Sleeper, java.time.InstantSource {
        private volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public void until(Instant moment) {
            if (moment.isAfter(now)) now = moment;
        }

        @Override
        public boolean stopping() {
            return false;
        }
    }
}
