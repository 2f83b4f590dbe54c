package route.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import route.sandbox.Fault;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;

/** Runs the sandbox on its own, for any client. */
@Command(
        name = "serve",
        description = {
            "Serves the sandbox on 127.0.0.1 until it is stopped.",
            "It speaks the protocols of all providers of route models, batches and real time; its answers are"
                    + " simulated. It wants a key; any will do, but 'wrong' and those that begin with bad.",
            "Prints the variables that lead this program and other clients there."
        },
        footer = {"", "Example:", "  route sandbox serve --port 8089"})
final class SandboxServeCommand implements Callable<Integer> {

    private static final String KEY = "_API_KEY";
    private static final Duration GLANCE = Duration.ofHours(1);
    private static final int MOST_PORT = 65_535;

    private final Console console;

    @Spec
    private CommandSpec command;

    @Option(names = "--port", paramLabel = "N", description = "The port; 0, the default, takes a free one.")
    private int port;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where it keeps its files; else the state directory.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a batch takes, such as 20s; 1.5 s where not given.")
    private Optional<Duration> latency = Optional.empty();

    @Option(
            names = "--error-rate",
            paramLabel = "SHARE",
            description = "The share of rows in trouble, 0 to 1; 0.01 where not given.")
    private double errorRate = SandboxOptions.defaults().errorRate();

    @Option(
            names = "--fault",
            split = ",",
            paramLabel = "KIND[:TIMES]",
            description = {
                "What goes wrong, once or TIMES times: create-answer-lost, create-busy,",
                "create-broken, queue-full, download-cut, row-missing. To rehearse the bad day."
            })
    private List<String> faults = new ArrayList<>();

    SandboxServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MOST_PORT) {
            throw new ParameterException(command.commandLine(), "--port is 0 to 65535, not " + port);
        }
        var outside = console.outside();
        try (var server = SandboxServer.start(place(), port, options())) {
            // Whoever reads the addresses may stop the server at once: from here on that is heeded.
            if (outside.sleeper().stopping()) return ExitCode.OK.code();
            console.print(exports(server));
            console.note("sandbox on port " + server.port() + "; it wants a key, and any will do but 'wrong' and"
                    + " those that begin with bad; stop it with Ctrl-C");
            while (!outside.sleeper().stopping()) {
                outside.sleeper().until(outside.clock().instant().plus(GLANCE));
            }
        }
        return ExitCode.OK.code();
    }

    /** For a shell: the variable of each provider that has one, and where it then is. */
    private String exports(SandboxServer server) {
        return console.settings().providers().values().stream()
                .filter(it -> it.keyEnv().endsWith(KEY) && SandboxServer.speaks(it.dialect()))
                .map(it -> "export " + it.keyEnv().substring(0, it.keyEnv().length() - KEY.length()) + "_BASE_URL="
                        + server.baseUrl(it.dialect()) + "\n")
                .distinct()
                .collect(Collectors.joining());
    }

    private SandboxOptions options() {
        if (!(errorRate >= 0 && errorRate <= 1)) {
            throw new ParameterException(command.commandLine(), "--error-rate is 0 to 1, not " + errorRate);
        }
        var options = SandboxOptions.defaults()
                .withErrorRate(errorRate)
                .withFaults(faults.stream().map(this::fault).toArray(Fault[]::new));
        if (latency.isEmpty()) return options;
        return options.taking(latency.get().dividedBy(4), latency.get());
    }

    private Fault fault(String text) {
        var colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        var times = colon < 0 ? "1" : text.substring(colon + 1);
        var kind = Arrays.stream(Fault.Kind.values())
                .filter(it -> it.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst();
        if (kind.isEmpty() || !times.matches("[1-9]\\d{0,6}")) {
            throw new ParameterException(
                    command.commandLine(),
                    "--fault is a kind or kind:times, such as create-answer-lost:2, not " + text);
        }
        return new Fault(kind.get(), Integer.parseInt(times));
    }

    private Path place() {
        if (directory.isPresent()) return console.outside().workingDirectory().resolve(directory.get());
        PrivateFolder.make(console.home());
        return console.home().resolve("sandbox");
    }
}
