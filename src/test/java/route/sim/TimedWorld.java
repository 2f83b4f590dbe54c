package route.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import route.config.Request;
import route.config.Settings;
import route.domain.JobSpec;
import route.domain.Provider;
import route.flow.Event;
import route.flow.Jobs;
import route.flow.World;
import route.money.PriceBook;
import route.provider.Dialects;
import route.sandbox.Books;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;
import route.sandbox.TimedSandbox;
import route.wire.Call;
import route.wire.Connections;
import route.wire.HttpWire;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Timeouts;
import route.wire.Wire;

/** Real files, a real database and real HTTP, under a clock that jumps: batches take hours, and nobody waits for them. */
public final class TimedWorld implements AutoCloseable {
    private final Path folder;
    private final SimClock clock = new SimClock();
    private final Connections connections = new Connections(Timeouts.standard(), "test", it -> {});
    private final List<SandboxServer> servers = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private Duration perCall = Duration.ZERO;
    private UnaryOperator<Wire> onTheWay = UnaryOperator.identity();
    private final Deque<Integer> cancels = new ArrayDeque<>();

    public TimedWorld(Path folder, Duration latency) {
        this.folder = folder;
        batchesTake(latency);
    }

    /** From now on the provider's batches take so long. */
    public void batchesTake(Duration latency) {
        var options = SandboxOptions.defaults().withErrorRate(0).taking(latency.dividedBy(10), latency);
        servers.add(TimedSandbox.start(folder.resolve("provider" + servers.size()), options, clock));
    }

    /** So much time passes with each call in real time. */
    public void callsTake(Duration time) {
        perCall = time;
    }

    /** Every call to a provider goes through this from now on. */
    public void onTheWay(UnaryOperator<Wire> lie) {
        onTheWay = lie;
    }

    /** The next calls that would cancel a batch are answered like this, and do nothing. */
    public void answerCancels(Integer... statuses) {
        cancels.addAll(List.of(statuses));
    }

    public void at(String moment) {
        clock.until(Instant.parse(moment));
    }

    public Instant now() {
        return clock.instant();
    }

    /** When each call in real time was asked. */
    public List<Instant> asked() {
        return List.copyOf(asked);
    }

    public List<String> said() {
        return events.stream()
                .filter(Event.Said.class::isInstance)
                .map(it -> ((Event.Said) it).message())
                .toList();
    }

    /** Rows that the provider answered and billed, in either lane. */
    public long billed() {
        return servers.stream()
                .map(SandboxServer::books)
                .mapToLong(Books::billed)
                .sum();
    }

    /** The front desk, as a new process would open it. */
    public Jobs jobs() {
        return Jobs.open(new World(
                folder.resolve("home"),
                clock,
                ZoneOffset.UTC,
                clock,
                new Random(7),
                Map.of(),
                provider -> true,
                provider -> onTheWay.apply(new Counted(wire(provider))),
                Runnable::run,
                PriceBook.builtIn(),
                events::add,
                InputStream::nullInputStream,
                ByteArrayOutputStream::new,
                it -> {}));
    }

    private Wire wire(Provider provider) {
        var server = servers.get(servers.size() - 1);
        var auth = Dialects.of(provider.dialect()).auth();
        return new HttpWire(connections, server.baseUrl(provider.dialect()), auth, () -> Optional.of("a-key"));
    }

    /** Notes when something is asked in real time. */
    private final class Counted implements Wire {
        private final Wire wire;

        Counted(Wire wire) {
            this.wire = wire;
        }

        @Override
        public Reply send(Call call) throws NoAnswerException {
            if (!cancels.isEmpty() && call.path().endsWith("/cancel")) {
                return new Reply(cancels.remove(), Map.of(), "{\"error\":{\"message\":\"not now\"}}");
            }
            return wire.send(call);
        }

        @Override
        public Reply download(Call call, Path target) throws NoAnswerException {
            return wire.download(call, target);
        }

        @Override
        public CompletableFuture<Reply> start(Call call) {
            asked.add(clock.instant());
            clock.pass(perCall);
            return wire.start(call);
        }
    }

    /** The settings of a job file for an input of so many questions, the way a command line with it has them. */
    public JobSpec spec(String name, String input, String yaml) {
        try {
            Files.writeString(folder.resolve(name), input);
            var file = Files.writeString(folder.resolve("job.yaml"), yaml);
            return Settings.load(new Request(
                            Optional.of(folder.resolve(name).toString()),
                            Optional.of(file),
                            Optional.empty(),
                            Map.of(),
                            Map.of(),
                            folder,
                            folder))
                    .jobSpec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connections.close();
        servers.forEach(SandboxServer::close);
    }
}
