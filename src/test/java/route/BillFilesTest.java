package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bill in a file takes the place of the one before it, and of nothing else; and settings are checked before it. */
class BillFilesTest {

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        Files.writeString(program.here().resolve("in.csv"), "prompt\nName a fruit.\n");
        assertEquals(0, run("batch submit in.csv --sandbox --wait -q").code());
    }

    @AfterEach
    void close() {
        program.close();
    }

    private Program.Said run(String command) {
        return program.run(Map.of(), List.of(command.split(" ")));
    }

    private void isRefused(String command, Path file) throws IOException {
        var before = Files.readString(file);
        var said = run(command);
        assertEquals(2, said.code(), said::err);
        assertTrue(said.err().contains(file + " exists and is no report that was written there\n"), said::err);
        assertTrue(said.err().contains("name another file with -o, or replace it with --overwrite"), said::err);
        assertEquals(before, Files.readString(file));
    }

    @Test
    void aFileThatNoReportWroteIsLeftAlone() throws IOException {
        for (var format : List.of("html", "csv", "json", "table")) {
            var file = Files.writeString(program.here().resolve("thesis." + format), "years of work\n");
            isRefused("report --sandbox --format " + format + " -o thesis." + format, file);
        }
        var file = program.here().resolve("thesis.csv");
        isRefused("report --sandbox --quality --format csv -o thesis.csv", file);
        assertEquals(
                0,
                run("report --sandbox --format csv -o thesis.csv --overwrite").code());
        assertTrue(Files.readString(file).startsWith("model,rows,"));
    }

    @Test
    void theReportOfLastNightIsReplacedWhateverItsFormatIs() throws IOException {
        for (var format : List.of("html", "csv", "json", "table")) {
            var command = "report --sandbox --format " + format + " -o bill." + format;
            for (var night = 0; night < 4; night++) assertEquals(0, run(command).code(), format);
        }
        assertEquals(
                0, run("report --sandbox --quality --format csv -o bill.csv").code());
    }

    @Test
    void aReportThatSomebodyWroteNotesInIsLeftAlone() throws IOException {
        assertEquals(0, run("report --sandbox --format csv -o bill.csv").code());
        var file = program.here().resolve("bill.csv");
        Files.writeString(file, Files.readString(file) + "paid on Monday,,,,,\n");
        isRefused("report --sandbox --format csv -o bill.csv", file);
    }

    @Test
    void aPageOfTheBillTakesThePlaceOfAnotherPageWhereverThatCameFrom() throws IOException {
        assertEquals(0, run("report --sandbox --format html -o bill.html").code());
        var copy =
                Files.copy(program.here().resolve("bill.html"), program.here().resolve("copy.html"));
        isRefused("report --sandbox --format csv -o copy.html", copy);
        assertEquals(0, run("report --sandbox --format html -o copy.html").code());
    }

    @Test
    void aMistakeInTheSettingsIsSaidByCommandsThatOnlyLook() throws IOException {
        Files.writeString(program.here().resolve("route.yaml"), "alerts:\n  day_spent: 20\n");
        for (var command : List.of("batch status", "batch status @last --json", "report", "report --format csv")) {
            var said = run(command);
            assertEquals(2, said.code(), command);
            assertTrue(said.err().contains("route.yaml:2: "), said::err);
            assertTrue(said.err().contains("did you mean alerts.day_spend?"), said::err);
            assertEquals("", said.out());
        }
        Files.writeString(program.here().resolve("route.yaml"), "alerts:\n  day_spend: 20\n");
        assertEquals(0, run("batch status").code());
    }

    @Test
    void aTableOfQualityDoesNotPassForAPage() {
        var said = run("report --sandbox --quality --format html -o bill.html");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("--format html without it shows it too"), said.err());
        assertTrue(Files.notExists(program.here().resolve("bill.html")));
    }
}
