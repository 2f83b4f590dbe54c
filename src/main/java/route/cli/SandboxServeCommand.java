package route.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;

/** Runs the sandbox on its own, for any client. */
@Command(
        name = "serve",
        description = {
            "Serves the sandbox on 127.0.0.1 until it is stopped.",
            "It speaks OpenAI's and Anthropic's batch protocols; its answers are simulated."
                    + " Prints the variables that lead a client there."
        },
        footer = {"", "Example:", "  route sandbox serve --port 8089"})
final class SandboxServeCommand implements Callable<Integer> {

    private static final Duration GLANCE = Duration.ofHours(1);
    private static final int MOST_PORT = 65_535;

    private final Console console;

    @Spec
    private CommandSpec command;

    @Option(names = "--port", paramLabel = "N", description = "The port; 0, the default, takes a free one.")
    private int port;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where it keeps its files; else the state directory.")
    private Optional<Path> directory = Optional.empty();

    SandboxServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MOST_PORT) {
            throw new ParameterException(command.commandLine(), "--port is 0 to 65535, not " + port);
        }
        var outside = console.outside();
        try (var server = SandboxServer.start(place(), port, SandboxOptions.defaults())) {
            console.print("OPENAI_BASE_URL=" + server.baseUrl("openai") + "\n" + "ANTHROPIC_BASE_URL="
                    + server.baseUrl("anthropic") + "\n");
            console.note("sandbox on port " + server.port() + "; any key is taken; stop it with Ctrl-C");
            while (!outside.sleeper().stopping()) {
                outside.sleeper().until(outside.clock().instant().plus(GLANCE));
            }
        }
        return ExitCode.OK.code();
    }

    private Path place() {
        if (directory.isPresent()) return console.outside().workingDirectory().resolve(directory.get());
        PrivateFolder.make(console.home());
        return console.home().resolve("sandbox");
    }
}
