package route;

import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import route.cli.Opening;
import route.cli.Simulated;
import route.cli.Version;
import route.domain.Hook;
import route.domain.InputException;
import route.domain.Letter;
import route.domain.Metrics;
import route.domain.Provider;
import route.flow.Jobs;
import route.flow.Sleeper;
import route.flow.World;
import route.provider.CallException;
import route.provider.Dialects;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;
import route.signal.Messenger;
import route.signal.Otlp;
import route.store.StoreException;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.Timeouts;
import route.wire.Wire;

/**
 * Connects the rooms: builds the real world for the front desk. Calls of sandbox jobs go to a server inside the process,
 * which starts with the first of them and keeps its files in the state directory.
 */
final class Wiring implements AutoCloseable {

    /** Any non-empty key opens the sandbox; it is no secret. */
    private static final Optional<String> SANDBOX_KEY = Optional.of("sandbox");

    /** Made ready with the first draw: that takes longer than most of what a command without a draw does. */
    private static final class Chance {
        private static final SecureRandom SOURCE = new SecureRandom();
    }

    private final InstantSource clock;
    private final Sleeper sleeper;
    private final OutputStream out;
    private final ConcurrentHashMap<Opening, Connections> connections = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Path, SandboxServer> sandboxes = new ConcurrentHashMap<>();
    private Optional<Keyboard> keyboard = Optional.empty();

    /** @param out where data goes whose path is {@code -} */
    Wiring(InstantSource clock, Sleeper sleeper, OutputStream out) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.out = out;
    }

    /** Opens the front desk in the real world; HTTP is made ready with the first call, since many commands make none. */
    Jobs jobs(Opening opening) {
        var wires = new ConcurrentHashMap<Provider, Wire>();
        return Jobs.open(new World(
                opening.home(),
                clock,
                ZoneId.systemDefault(),
                sleeper,
                () -> Chance.SOURCE.nextLong(),
                opening.providers(),
                provider -> Simulated.isSimulated(provider) || opening.keys().isSet(provider),
                provider -> wires.computeIfAbsent(provider, it -> wire(it, opening)),
                Wiring::carry,
                opening.prices(),
                opening.events(),
                () -> System.in,
                () -> out,
                opening.trace(),
                opening.watch(),
                (hook, letter) -> tell(opening, hook, letter)));
    }

    /** A thread for each errand: they are few at a time, and most commands have none. */
    private static void carry(Runnable errand) {
        var thread = new Thread(errand, "route-courier");
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells a hook something, over connections that give up soon; in most runs there is nothing to tell. */
    private Optional<String> tell(Opening opening, Hook hook, Letter letter) {
        // What asks for the secret has the first half of the time.
        var rest = letter.patience().dividedBy(hook.secretCommand().isEmpty() ? 1 : 2);
        try (var hasty = new Connections(Timeouts.hasty(rest), Version.NUMBER, it -> {})) {
            return new Messenger(hasty, opening.keys()::secret).tell(hook, letter);
        }
    }

    /** Sends counters to an address as OpenTelemetry. */
    static Optional<String> send(Metrics metrics, String address) {
        try (var hasty = new Connections(Timeouts.hasty(), Version.NUMBER, it -> {})) {
            return Otlp.send(metrics, address, Version.NUMBER, hasty);
        } catch (InputException e) {
            return Optional.of(e.getMessage().lines().findFirst().orElse("it is no address"));
        }
    }

    /** Makes one cheap call; what is wrong, or empty. */
    Optional<String> ping(Opening opening, Provider provider) {
        try {
            Dialects.of(provider.dialect()).ping(wire(provider, opening));
            return Optional.empty();
        } catch (CallException | InputException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What a person can mend about an exception, such as a full disk; empty where it is a bug. */
    static Optional<String> mendable(Throwable thrown) {
        return thrown instanceof StoreException ? Optional.of(thrown.getMessage()) : Optional.empty();
    }

    private Wire wire(Provider provider, Opening opening) {
        var shared = connections.computeIfAbsent(
                opening, it -> new Connections(Timeouts.standard(), Version.NUMBER, it.trace()));
        var auth = Dialects.of(provider.dialect()).auth();
        if (Simulated.isSimulated(provider)) {
            var address = sandbox(opening.home()).baseUrl(provider.dialect());
            return new HttpWire(shared, address, auth, () -> SANDBOX_KEY);
        }
        Supplier<Optional<String>> key = () -> opening.keys().key(provider);
        return new HttpWire(shared, provider.baseUrl(), auth, key);
    }

    private SandboxServer sandbox(Path home) {
        return sandboxes.computeIfAbsent(
                home, it -> SandboxServer.start(it.resolve("sandbox"), 0, SandboxOptions.defaults()));
    }

    /** A key that a person pressed. */
    Optional<Character> pressed() {
        if (keyboard.isEmpty()) keyboard = Optional.of(Keyboard.open());
        return keyboard.get().pressed();
    }

    /** Ends all connections, then the sandboxes. */
    @Override
    public void close() {
        keyboard.ifPresent(Keyboard::close);
        connections.values().forEach(Connections::close);
        sandboxes.values().forEach(SandboxServer::close);
    }
}
