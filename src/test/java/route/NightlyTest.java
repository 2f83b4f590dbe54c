package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.sandbox.SandboxOptions;

/** Commands that nobody watches: they say nothing unless something is wrong, and that on one line. */
class NightlyTest {
    private static final Program.Said SILENT = new Program.Said(0, "", "");

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        Files.writeString(program.here().resolve("in.csv"), "prompt\nName a fruit.\nName a bird.\n");
    }

    @AfterEach
    void close() {
        program.close();
    }

    private Program.Said run(String command) {
        return run(Map.of(), command);
    }

    private Program.Said run(Map<String, String> env, String command) {
        return program.run(env, Session.words(command));
    }

    private static void isOneLine(int code, String start, Program.Said said) {
        assertEquals(code, said.code(), said::err);
        assertEquals("", said.out());
        assertEquals(1, said.err().lines().count(), said::err);
        assertTrue(said.err().startsWith("route: " + start), said::err);
    }

    private void slow() {
        program.sandbox(SandboxOptions.defaults().withErrorRate(0).taking(Duration.ZERO, Duration.ofHours(1)));
    }

    @Test
    void aNightWithoutTroubleSaysNothing() {
        slow();
        assertEquals(SILENT, run("batch submit in.csv --sandbox -q"));
        assertEquals(SILENT, run("batch submit in.csv --sandbox -q"));
        assertEquals(SILENT, run("batch resume --all -q"));
        program.later(Duration.ofHours(2));
        assertEquals(SILENT, run("batch resume --all -q"));
        assertTrue(Files.exists(program.here().resolve("in.results.csv")));
        assertEquals(SILENT, run("batch resume --all -q"));
        assertEquals(SILENT, run("batch submit in.csv --sandbox -q"));
    }

    @Test
    void aJobThatAnotherProcessHasIsLeftToItInSilence() throws IOException {
        slow();
        var job = run("batch submit in.csv --sandbox").out().strip();
        var lock = program.person().resolve(".local/state/route/jobs/" + job + "/lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            channel.lock();
            assertEquals(SILENT, run("batch resume --all -q"));
            assertEquals(new Program.Said(5, "", ""), run("batch submit in.csv --sandbox -q"));
            assertEquals(new Program.Said(5, "", ""), run("batch resume " + job + " -q"));
            assertTrue(run("batch submit in.csv --sandbox").err().contains("by another route process"));
        }
    }

    @Test
    void thatAJobIsHeldIsSaidOnceAndAgainWhenTheReasonChanges() {
        slow();
        isOneLine(4, "job ", run("batch submit in.csv --sandbox --max-cost 0.000001 -q"));
        assertEquals(new Program.Said(4, "", ""), run("batch resume --all -q"));
        assertEquals(new Program.Said(4, "", ""), run("batch resume --all -q"));
        assertTrue(run("batch resume --all").err().contains("is held"), "who is not quiet is told each time");
        isOneLine(4, "job ", run("batch submit in.csv --sandbox --max-cost 0.000002 -q"));
        assertEquals(SILENT, run("batch submit in.csv --sandbox --max-cost 5 -q"));
    }

    @Test
    void rowsWithoutAnAnswerAreSaidOnce() throws IOException {
        Files.writeString(program.here().resolve("in.csv"), "prompt\nName a fruit.\n[[sandbox:error]]\n");
        var said = run("batch submit in.csv --sandbox --wait -q");
        isOneLine(3, "job ", said);
        assertTrue(said.err().contains("(in) is delivered, but 1 failed and 0 skipped of 2 rows"), said::err);
        assertTrue(said.err().contains("route batch retry "), said::err);
        assertEquals(new Program.Said(3, "", ""), run("batch submit in.csv --sandbox --wait -q"));
    }

    @Test
    void oneJobThatCannotGoOnDoesNotKeepTheOthers() throws IOException {
        slow();
        Files.writeString(program.here().resolve("route.yaml"), """
                providers:
                  office:
                    dialect: openai
                    base_url: "%s"
                    api_key_command: "test -e key && cat key"
                tiers: {only: {models: [office/gpt-6-luna]}}
                """.formatted(
                        program.server().baseUrl("openai")));
        Files.writeString(program.here().resolve("other.csv"), "prompt\nName a fish.\n");
        assertEquals(SILENT, run("batch submit other.csv --sandbox -q"));
        isOneLine(2, "api_key_command of provider office failed", run("batch submit in.csv --allow-unpriced -q"));
        program.later(Duration.ofHours(2));
        var said = run("batch resume --all -q");
        isOneLine(2, "job ", said);
        assertTrue(said.err().contains("api_key_command of provider office failed"), said::err);
        assertTrue(Files.exists(program.here().resolve("other.results.csv")));
    }

    @Test
    void aBugInOneJobIsNamedAndDoesNotKeepTheOthers() throws Exception {
        slow();
        Files.writeString(program.here().resolve("other.csv"), "prompt\nName a fish.\n");
        assertEquals(SILENT, run("batch submit other.csv --sandbox -q"));
        assertEquals(SILENT, run("batch submit in.csv --sandbox -q"));
        var state = program.person().resolve(".local/state/route");
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("route.db"));
                var statement = store.createStatement()) {
            statement.execute("PRAGMA ignore_check_constraints = ON");
            statement.executeUpdate("UPDATE batch SET endpoint = 'NONSENSE' WHERE job = 2");
        }
        program.later(Duration.ofHours(2));
        var said = run("batch resume --all -q");
        assertEquals(1, said.code(), said::err);
        assertTrue(
                said.err().matches("(?s)route: job [a-z0-9]+: this is a bug: .*NONSENSE.*the details are in .*"),
                said::err);
        assertTrue(Files.exists(program.here().resolve("other.results.csv")), "the other job was driven on");
        assertFalse(Files.exists(program.here().resolve("in.results.csv")));
    }

    @Test
    void mistakesAreOneLine() {
        isOneLine(2, "input none.csv does not exist", run("batch submit none.csv -q"));
        isOneLine(2, "there is no job 'zzzz'; route", run("batch resume zzzz -q"));
        isOneLine(2, "nothing was sent: tier simple needs ", run("batch submit in.csv -q"));
    }
}
