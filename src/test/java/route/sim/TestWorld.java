package route.sim;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import route.config.Request;
import route.config.Settings;
import route.domain.JobSpec;
import route.domain.Provider;
import route.flow.Event;
import route.flow.Jobs;
import route.flow.Sleeper;
import route.flow.World;
import route.money.PriceBook;
import route.provider.Dialects;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.Timeouts;
import route.wire.Wire;

/**
 * A world for tests: real files, a real database and real HTTP to a provider on loopback, which keeps its own books. The
 * way to it may be made to lie.
 */
public final class TestWorld implements AutoCloseable {
    private final Path folder;
    private final SandboxServer server;
    private final Connections connections = new Connections(Timeouts.standard(), "test", it -> {});
    private final List<Event> events = new ArrayList<>();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final Stop stop = new Stop();
    private byte[] stdin = {};
    private UnaryOperator<Wire> onTheWay = UnaryOperator.identity();
    private java.util.function.Consumer<String> contacts = it -> {};
    private java.util.function.Consumer<Event> watcher = it -> {};

    public TestWorld(Path folder) {
        this(folder, SandboxOptions.defaults().withErrorRate(0));
    }

    public TestWorld(Path folder, SandboxOptions options) {
        this(folder, options, Duration.ZERO);
    }

    private TestWorld(Path folder, SandboxOptions options, Duration latency) {
        this.folder = folder;
        this.server = SandboxServer.start(folder.resolve("provider"), 0, options.taking(latency.dividedBy(4), latency));
    }

    /** A world whose batches take so long. */
    public static TestWorld slow(Path folder, Duration latency) {
        return new TestWorld(folder, SandboxOptions.defaults().withErrorRate(0), latency);
    }

    /** Real time, and a stop that tests pull. */
    private static final class Stop implements Sleeper {
        private volatile boolean stopping;

        @Override
        public void until(Instant moment) {
            var millis = Duration.between(Instant.now(), moment).toMillis();
            try {
                if (millis > 0 && !stopping) Thread.sleep(Math.min(millis, 5_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean stopping() {
            return stopping;
        }
    }

    /** Every call to a provider goes through this from now on. */
    public void onTheWay(UnaryOperator<Wire> lie) {
        onTheWay = lie;
    }

    /** Told of every contact with the disk from the next opened desk on. */
    public void contacts(java.util.function.Consumer<String> newContacts) {
        contacts = newContacts;
    }

    /** Told of every event as it happens. */
    public void watch(java.util.function.Consumer<Event> newWatcher) {
        watcher = newWatcher;
    }

    public void stdin(String text) {
        stdin = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    public void stop(boolean stopping) {
        stop.stopping = stopping;
    }

    public SandboxServer server() {
        return server;
    }

    public List<Event> events() {
        return events;
    }

    public String stdout() {
        return stdout.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The front desk, as a new process would open it. */
    public Jobs jobs() {
        return Jobs.open(world());
    }

    /** What such a process would find. */
    public World world() {
        return new World(
                folder.resolve("home"),
                InstantSource.system(),
                java.time.ZoneOffset.UTC,
                stop,
                new Random(7),
                java.util.Map.of(),
                provider -> true,
                provider -> onTheWay.apply(wire(provider)),
                Runnable::run,
                PriceBook.builtIn(),
                this::tell,
                () -> new java.io.ByteArrayInputStream(stdin),
                () -> stdout,
                contacts);
    }

    private void tell(Event event) {
        events.add(event);
        watcher.accept(event);
    }

    private Wire wire(Provider provider) {
        var auth = Dialects.of(provider.dialect()).auth();
        return new HttpWire(connections, server.baseUrl(provider.dialect()), auth, () -> Optional.of("a-key"));
    }

    /** The settings for an input, as a command line with {@code --sandbox} and these settings would have them. */
    public JobSpec spec(Path input, Map<String, String> flags) {
        var all = new HashMap<>(flags);
        all.put("sandbox", "true");
        return Settings.load(new Request(
                        Optional.of(input.toString()),
                        Optional.empty(),
                        Optional.empty(),
                        all,
                        Map.of(),
                        folder,
                        folder))
                .jobSpec();
    }

    /** The settings of a job file, in the sandbox. */
    public JobSpec jobFile(String yaml) throws java.io.IOException {
        var file = java.nio.file.Files.writeString(folder.resolve("job.yaml"), yaml);
        return Settings.load(new Request(
                        Optional.of(file.toString()),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("sandbox", "true"),
                        Map.of(),
                        folder,
                        folder))
                .jobSpec();
    }

    @Override
    public void close() {
        connections.close();
        server.close();
    }
}
