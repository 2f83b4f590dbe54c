package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.config.StateHome;
import route.domain.InputException;
import route.domain.JobId;
import route.flow.Event;

/** What is written to disk: the state directory, the log, output files. */
class EdgesTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream spoken = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(spoken, true, StandardCharsets.UTF_8);

    @Test
    void theStateDirectoryIsTheFirstThatIsNamed() {
        var user = Path.of("/home/me");
        var env = Map.of("ROUTE_HOME", "mine", "XDG_STATE_HOME", "/xdg");
        assertEquals(Path.of("/w/flag"), StateHome.find(Optional.of(Path.of("flag")), env, Path.of("/w"), user));
        assertEquals(Path.of("/w/mine"), StateHome.find(Optional.empty(), env, Path.of("/w"), user));
        var xdg = Map.of("ROUTE_HOME", "", "XDG_STATE_HOME", "/xdg");
        assertEquals(Path.of("/xdg/route"), StateHome.find(Optional.empty(), xdg, Path.of("/w"), user));
        var relative = Map.of("XDG_STATE_HOME", "xdg");
        assertEquals(
                Path.of("/home/me/.local/state/route"),
                StateHome.find(Optional.empty(), relative, Path.of("/w"), user));
    }

    @Test
    void theStateDirectoryIsPrivate() throws Exception {
        var home = folder.resolve("a/b");
        PrivateFolder.make(home);
        PrivateFolder.make(home);
        assertEquals(Optional.of("rwx------"), PrivateFolder.permissions(home));
    }

    @Test
    void aStateDirectoryThatCannotBeMadeIsTheUsersToMend() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        var taken = assertThrows(InputException.class, () -> PrivateFolder.make(file));
        assertEquals(
                "the state directory " + file + " is a file\nname another one with --home DIR", taken.getMessage());
        assertThrows(InputException.class, () -> PrivateFolder.make(file.resolve("below")));
    }

    @Test
    void theLogIsPutAsideAtFiveMegabytesAndThreeAreKept() throws Exception {
        var log = new RunLog(folder, InstantSource.fixed(Sample.NOW), err);
        var logs = Files.createDirectories(folder.resolve("logs"));
        for (int round = 1; round <= 5; round++) {
            Files.writeString(log.file(), (round + "\n").repeat(2_500_000));
            log.event(new Event.Said(Event.Level.NOTE, new JobId("t7k2"), "round " + round));
        }
        try (var files = Files.list(logs)) {
            assertEquals(4, files.count());
        }
        assertEquals("""
                {"time":"2026-11-20T07:30:00Z","level":"note","event":"message","job":"t7k2","message":"round 5"}
                """, Files.readString(log.file()));
        assertTrue(Files.readString(logs.resolve("route.1.jsonl")).startsWith("5\n"));
        assertTrue(Files.readString(logs.resolve("route.3.jsonl")).startsWith("3\n"));
    }

    @Test
    void aLogThatCannotBeWrittenIsSaidOnceAndStopsNothing() throws Exception {
        Files.writeString(folder.resolve("logs"), "in the way");
        var log = new RunLog(folder, InstantSource.fixed(Sample.NOW), err);
        log.trouble(new IllegalStateException("x"));
        log.trouble(new IllegalStateException("y"));
        var said = spoken.toString(StandardCharsets.UTF_8);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("route: the log cannot be written: "), said);
    }

    @Test
    void progressIsNotLogged() {
        var log = new RunLog(folder, InstantSource.fixed(Sample.NOW), err);
        log.event(new Event.Progress(new JobId("t7k2"), "reading", 1, 2));
        assertFalse(Files.exists(log.file()));
    }

    @Test
    void anOutputFileAppearsWholeOrNotAtAll() throws Exception {
        var file = Files.writeString(folder.resolve("out.csv"), "old");
        assertThrows(
                IllegalStateException.class,
                () -> OutFile.write("out.csv", folder, err, out -> {
                    out.print("half");
                    throw new IllegalStateException("died");
                }));
        assertEquals("old", Files.readString(file));
        OutFile.write("out.csv", folder, err, out -> out.print("n\u00e9w"));
        assertEquals("n\u00e9w", Files.readString(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    /** Else -o /dev/null, as root, would put a file in its place. */
    @Test
    void aDeviceIsWrittenToAndALinkFollowed() throws Exception {
        var hole = Files.createSymbolicLink(folder.resolve("hole"), Path.of("/dev/null"));
        OutFile.write("hole", folder, err, out -> out.print("gone"));
        assertTrue(Files.isSymbolicLink(hole));
        Files.delete(hole);
        var file = Files.writeString(folder.resolve("real.csv"), "old");
        var link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        OutFile.write("link.csv", folder, err, out -> out.print("new"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamed() {
        var failure = assertThrows(
                InputException.class, () -> OutFile.write("no/such/out.csv", folder, err, out -> out.print("x")));
        assertEquals(
                "cannot write " + folder + "/no/such/out.csv: there is no directory " + folder + "/no/such",
                failure.getMessage());
        assertThrows(InputException.class, () -> OutFile.write(".", folder, err, out -> out.print("x")));
    }

    @Test
    void aPipeIsWrittenIntoAndNotReplaced() throws Exception {
        var pipe = folder.resolve("pipe");
        Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes here");
        var reader = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        OutFile.write("pipe", folder, err, out -> out.print("data"));
        assertFalse(Files.isRegularFile(pipe));
        assertEquals("data", reader.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aDashIsStandardOutput() {
        OutFile.write("-", folder, err, out -> out.print("data"));
        assertEquals("data", spoken.toString(StandardCharsets.UTF_8));
    }
}
