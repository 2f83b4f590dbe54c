package route.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import route.sandbox.Books;
import route.sandbox.SandboxOptions;
import route.sandbox.SandboxServer;

/** The real program as processes of their own, before a provider that outlives them and keeps its own books. */
public final class RealRoute implements AutoCloseable {
    private static final String SETTINGS = """
            providers:
              openai: {limits: {max_rows: 5}}
              anthropic: {limits: {max_rows: 4}}
            polling: {first: 50ms, longest: 200ms}
            lookup: {grace: 1s}
            """;

    private final Path folder;
    private final SandboxServer server;
    private final List<Process> started = new ArrayList<>();

    public RealRoute(Path folder) {
        this.folder = folder;
        var options = SandboxOptions.defaults().withErrorRate(0).taking(Duration.ofMillis(50), Duration.ofMillis(200));
        this.server = SandboxServer.start(folder.resolve("provider"), 0, options);
        write("settings.yaml", SETTINGS);
    }

    public Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands a file in and stays until it is delivered. */
    public Process submit(Path input) {
        return start("batch", "submit", input.toString(), "--wait");
    }

    private Process start(String... args) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "route.Main"));
        command.addAll(List.of(args));
        command.addAll(List.of("--config", folder.resolve("settings.yaml").toString()));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .putAll(java.util.Map.of(
                        "ROUTE_HOME", folder.resolve("home").toString(),
                        "OPENAI_API_KEY", "any",
                        "ANTHROPIC_API_KEY", "any",
                        "OPENAI_BASE_URL", server.baseUrl("openai"),
                        "ANTHROPIC_BASE_URL", server.baseUrl("anthropic")));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("stderr").toFile()));
        try {
            var process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code of a process, which has a minute for it. */
    public int exitCode(Process process) {
        try {
            if (process.waitFor(1, TimeUnit.MINUTES)) return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("a process that does not end: " + said());
    }

    /** Kills a process after that time, as the kernel would (SIGKILL); whether it was still there to be killed. */
    public boolean kill(Process process, Duration after) {
        try {
            if (process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS)) return false;
            process.destroyForcibly().waitFor();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Books books() {
        return server.books();
    }

    /** All that the processes said on stderr. */
    public String said() {
        return read("stderr");
    }

    public String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        server.close();
    }
}
