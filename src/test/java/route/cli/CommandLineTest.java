package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.classify.Scorer;
import route.domain.InputException;
import route.domain.JobId;
import route.flow.LockedException;

class CommandLineTest {

    @TempDir
    private Path home;

    static Stream<String> commands() {
        return Stream.of(
                "",
                "batch",
                "batch plan",
                "batch submit",
                "batch status",
                "batch resume",
                "batch wait",
                "batch results",
                "batch retry",
                "batch cancel",
                "report",
                "report reconcile",
                "classify",
                "tune",
                "models",
                "models list",
                "models import",
                "models check",
                "config",
                "config show",
                "doctor",
                "sandbox",
                "sandbox serve",
                "completion");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExampleInEightyColumns(String command) {
        var screen = new Screen(home);
        var words = command.isEmpty() ? new String[] {"-h"} : (command + " --help").split(" ");
        assertEquals(0, screen.run(words), screen.err());
        var help = screen.out();
        assertTrue(help.startsWith("Usage: route" + (command.isEmpty() ? "" : " " + command) + " "), help);
        assertTrue(help.contains("Example") && help.contains("\n  route "), help);
        assertTrue(help.contains("--home") && help.contains("--quiet") && help.contains("--no-color"), help);
        assertTrue(help.lines().allMatch(it -> it.length() <= 80), help);
        assertEquals("", screen.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch plan",
                "batch submit",
                "batch status",
                "batch resume",
                "batch wait",
                "batch results",
                "batch retry",
                "batch cancel",
                "report",
                "report reconcile",
                "classify",
                "tune",
                "models",
                "models list",
                "models import",
                "models check",
                "config show",
                "doctor"
            })
    void everyCommandThatPrintsDataPrintsJson(String command) {
        var screen = new Screen(home);
        screen.run((command + " --help").split(" "));
        assertTrue(screen.out().contains("--json"), screen.out());
    }

    @Test
    void aGroupThatStandsAloneShowsItsHelp() {
        var screen = new Screen(home);
        assertEquals(0, screen.run("batch"));
        assertTrue(screen.out().contains("results  Writes the merged file again"), screen.out());
        assertEquals(0, new Screen(home).run());
    }

    private void assertRefused(String line, String expected) {
        var screen = new Screen(home);
        assertEquals(2, screen.run(line.split(" ")), screen.err());
        assertEquals(expected, screen.err());
        assertEquals("", screen.out());
    }

    @Test
    void everyTaskIsNamedWhereRowsAreClassified() {
        var screen = new Screen(home);
        screen.run("classify", "--help");
        var help = screen.out().replaceAll("\\s+", " ");
        assertTrue(help.contains("Tasks: " + String.join(", ", Scorer.TASKS) + "."), help);
    }

    @Test
    void dataThatCannotBePrintedIsNoSuccess() {
        var screen = new Screen(home);
        assertEquals(ExitCode.HELD.code(), screen.runInVain("completion"));
        assertEquals("route: standard output could not be written: it was closed, or the disk is full\n", screen.err());
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        assertRefused("batch submit x.csv --maxtokens 3", """
                route: unknown option --maxtokens
                       did you mean --max-tokens?
                       see: route batch submit --help
                """);
        assertRefused("batch submit x.csv --sandbx=\u001b[2J", """
                route: unknown option --sandbx
                       did you mean --sandbox?
                       see: route batch submit --help
                """);
        assertRefused("report --zzz", """
                route: unknown option --zzz
                       see: route report --help
                """);
    }

    @Test
    void aJobFileBehindAnInputNamesItsOption() {
        assertRefused("batch submit x.csv jobs/tickets.yaml", """
                route: unexpected argument jobs/tickets.yaml
                       did you mean --job jobs/tickets.yaml?
                       see: route batch submit --help
                """);
        assertRefused("report x.yaml", """
                route: unknown command x.yaml
                       see: route report --help
                """);
    }

    @Test
    void whatIsNoWholeNumberIsSaidInWords() {
        assertRefused("batch render x.csv -n abc", """
                route: invalid value for option '-n': 'abc' is not a whole number
                       see: route batch render --help
                """);
        assertRefused("sandbox serve --port 99999999999", """
                route: invalid value for option '--port': '99999999999' is too large a number
                       see: route sandbox serve --help
                """);
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        assertRefused("batch sumbit x.csv", """
                route: unknown command sumbit
                       did you mean submit?
                       see: route batch --help
                """);
        assertRefused("status", """
                route: unknown command status
                       did you mean batch status?
                       see: route --help
                """);
        assertRefused("stauts batch", """
                route: unknown command stauts
                       did you mean batch status?
                       see: route --help
                """);
    }

    @Test
    void mistakesInValuesSayWhatWouldBeRight() {
        assertRefused("batch wait t7k2 --timeout 3x", """
                route: invalid value for option '--timeout': '3x' is not a time such as 30s, 5m or 6h
                       see: route batch wait --help
                """);
        assertRefused("report --since 2026-02-30", """
                route: invalid value for option '--since': '2026-02-30' is not a day of the calendar such as 2026-11-01
                       see: route report --help
                """);
        assertRefused("batch submit x.csv --timeout 3h", """
                route: --timeout needs --wait
                       see: route batch submit --help
                """);
        assertRefused("batch plan", """
                route: missing INPUT: a file, a job file, or - for stdin
                       see: route batch plan --help
                """);
        assertRefused("report --format pdf", """
                route: --format is table, csv, json or html, not 'pdf'
                       see: route report --help
                """);
        assertRefused("sandbox serve --port 70000", """
                route: --port is 0 to 65535, not 70000
                       see: route sandbox serve --help
                """);
        assertRefused("batch submit -o --json", """
                route: expected parameter for option '--output' but found '--json'
                       see: route batch submit --help
                """);
        assertRefused("batch status one two", """
                route: unexpected argument two
                       see: route batch status --help
                """);
    }

    @Test
    void optionsMayStandBeforeTheCommandAndDoNotChangeItsMeaning() {
        var screen = new Screen(home, Map.of(), new InputException("as expected"));
        assertEquals(2, screen.run("--home", "report", "-q", "batch", "status"));
        assertEquals("route: as expected\n", screen.err());
        assertTrue(Files.isDirectory(home.resolve("report")));
    }

    @Test
    void lastIsAJobAndNoFileOfArguments() throws Exception {
        Files.writeString(home.resolve("last"), "--help");
        var screen = new Screen(home, Map.of(), new InputException("as expected"));
        assertEquals(2, screen.run("batch", "status", "@last"));
        assertEquals("route: as expected\n", screen.err());
    }

    @Test
    void anotherProcessHavingTheJobIsFive() {
        var screen = new Screen(home, Map.of(), new LockedException(new JobId("t7k2")));
        assertEquals(5, screen.run("batch", "status"));
        assertEquals(
                "route: job t7k2 is being worked on by another route process; it will go on there\n", screen.err());
    }

    @Test
    void aBugNamesTheLogAndKeepsItsTraceThere() throws Exception {
        var screen = new Screen(home, Map.of("ROUTE_HOME", home + "/state"), new IllegalStateException("odd\u001b[2J"));
        assertEquals(1, screen.run("batch", "status"));
        var log = home.resolve("state/logs/route.jsonl");
        assertEquals("""
                route: this is a bug: IllegalStateException: odd?[2J
                       the details are in %s
                """.formatted(log), screen.err());
        assertFalse(screen.err().contains("at route."));
        var line = Files.readString(log);
        assertTrue(line.startsWith("{\"time\":\"2026-11-20T07:30:00Z\",\"level\":\"error\""), line);
        assertTrue(line.contains("\\n\\tat route.cli."), line);
    }

    @Test
    void helpIsColouredOnlyWhereColoursAreForced() {
        var plain = new Screen(home);
        plain.run("--help");
        assertFalse(plain.out().contains("\u001b"));
        var forced = new Screen(home, Map.of("CLICOLOR_FORCE", "1"), new InputException(""));
        forced.run("--help");
        assertTrue(forced.out().contains("\u001b["));
        var refused = new Screen(home, Map.of("CLICOLOR_FORCE", "1"), new InputException(""));
        refused.run("--help", "--no-color");
        assertFalse(refused.out().contains("\u001b"));
    }

    @Test
    void theCompletionScriptKnowsCommandsAndOptions() {
        var screen = new Screen(home);
        assertEquals(0, screen.run("completion"));
        assertTrue(screen.out().contains("_picocli_route_batch_submit"), "submit");
        assertTrue(screen.out().contains("--on-bad-row"), "options");
        assertTrue(screen.out().contains("complete -F _complete_route -o default route"), "registration");
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        var screen = new Screen(home);
        assertEquals(0, screen.run("--version"));
        assertEquals("route " + Version.NUMBER + "\n", screen.out());
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + Version.NUMBER + "</version>"));
    }
}
