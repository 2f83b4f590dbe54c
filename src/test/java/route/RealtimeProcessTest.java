package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.sim.SlowProvider;

/** The real program asking in real time as a process of its own, and what becomes of it when it is killed or stopped. */
class RealtimeProcessTest {
    private static final int ROWS = 300;
    private static final int AT_ONCE = 16;
    private static final int PATIENCE_SECONDS = 60;

    /** Answers under way are waited for 0.8 s; the rest is for a machine that has other things to do. */
    private static final Duration SOON = Duration.ofMillis(3_000);

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    private void input(SlowProvider provider) throws IOException {
        var text = new StringBuilder("id,prompt\n");
        for (var row = 1; row <= ROWS; row++) text.append("t" + row + ",what is " + row + " plus one?\n");
        Files.writeString(folder.resolve("in.csv"), text);
        Files.writeString(folder.resolve("route.yaml"), """
                providers:
                  near: {dialect: openai, base_url: "%s", lanes: [realtime], api_key_env: null, in_flight: %d}
                tiers: {only: {models: [near/some-model]}}
                """.formatted(provider.baseUrl(), AT_ONCE));
    }

    private Process start() throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "route.Main",
                "batch",
                "submit",
                "in.csv",
                "--wait");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("ROUTE_HOME", folder.resolve("home").toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static void until(SlowProvider provider, int answers, Process process) {
        while (provider.answers() < answers) {
            assertTrue(process.isAlive(), "it ended too soon");
            Thread.onSpinWait();
        }
    }

    private void untilAsked(SlowProvider provider, Process process) {
        while (provider.calls().isEmpty()) {
            assertTrue(process.isAlive(), "it ended too soon: " + said());
            Thread.onSpinWait();
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void toTheEnd() throws Exception {
        var process = start();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "it does not end: " + said());
        assertEquals(0, process.exitValue(), this::said);
        var lines = Files.readAllLines(folder.resolve("in.results.csv"));
        assertEquals(ROWS + 1, lines.size());
        for (var row = 1; row <= ROWS; row++) {
            var wanted = "t" + row + ",what is " + row + " plus one?,re: what is " + row + " plus one?,accepted,";
            assertTrue(lines.get(row).startsWith(wanted), lines.get(row));
        }
    }

    private static int twice(SlowProvider provider) {
        return provider.calls().values().stream().mapToInt(it -> it - 1).sum();
    }

    private int doubtful() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("home/route.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sum(doubtful) FROM batch")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void aKilledJobAsksAgainOnlyWhatWasUnderWayAndSaysHowMany() throws Exception {
        try (var provider = new SlowProvider(Duration.ofMillis(60))) {
            input(provider);
            var kills = 0;
            for (var answers = 60; answers < ROWS; answers += 80) {
                var process = start();
                until(provider, answers, process);
                process.destroyForcibly().waitFor();
                kills++;
            }
            toTheEnd();

            var twice = twice(provider);
            assertTrue(twice > 0 && twice <= kills * AT_ONCE, twice + " asked twice after " + kills + " kills");
            assertTrue(twice <= doubtful() && doubtful() <= kills * AT_ONCE, twice + " twice, counted " + doubtful());
            assertTrue(said().contains("may have been billed"), said());
        }
    }

    /** Sends the signal of Ctrl-C; how long the process then takes to leave. */
    private static Duration interrupt(Process process) throws Exception {
        var begun = System.nanoTime();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not leave");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void ctrlCLeavesSoonThoughNoAnswerComesAndTheNextStartGoesOn() throws Exception {
        try (var never = new SlowProvider(Duration.ofHours(1))) {
            input(never);
            var process = start();
            untilAsked(never, process);
            var took = interrupt(process);

            assertEquals(130, process.exitValue(), this::said);
            assertTrue(took.compareTo(SOON) < 0, "left after " + took);
            System.out.println("left " + took.toMillis() + " ms after Ctrl-C");
        }
        try (var quick = new SlowProvider(Duration.ofMillis(5))) {
            input(quick);
            toTheEnd();
            assertEquals(0, twice(quick));
            assertTrue(doubtful() > 0 && doubtful() <= AT_ONCE, "counted " + doubtful());
        }
    }

    @Test
    void answersThatComeSoonAfterCtrlCAreKept() throws Exception {
        try (var provider = new SlowProvider(Duration.ofMillis(100))) {
            input(provider);
            var process = start();
            until(provider, ROWS / 3, process);
            interrupt(process);
            assertEquals(130, process.exitValue(), this::said);
            toTheEnd();

            assertEquals(0, twice(provider), "asked twice");
            assertEquals(0, doubtful());
        }
    }
}
