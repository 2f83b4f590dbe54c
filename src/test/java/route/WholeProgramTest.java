package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.cli.Outside;
import route.cli.RouteCommand;

/** Commands from the line to the sandbox and back, in one process. */
class WholeProgramTest {

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    @BeforeEach
    void writeAnInput() throws Exception {
        Files.writeString(folder.resolve("in.csv"), """
                id,prompt,tag
                1,"Classify this ticket: the printer, again",a
                2,Prove that the sum of two odd numbers is even,b
                """);
    }

    private int run(String... args) {
        var bytes = new ByteArrayOutputStream();
        var speech = new ByteArrayOutputStream();
        var clock = InstantSource.system();
        var interrupt = new Interrupt(clock);
        var stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        int code;
        try (var wiring = new Wiring(clock, interrupt, stream)) {
            code = RouteCommand.run(
                    args,
                    new Outside(
                            stream,
                            new PrintStream(speech, true, StandardCharsets.UTF_8),
                            false,
                            false,
                            Map.of("ROUTE_HOME", folder.resolve("home").toString()),
                            folder,
                            folder,
                            clock,
                            java.time.ZoneOffset.UTC,
                            interrupt,
                            wiring::jobs,
                            wiring::ping,
                            Wiring::mendable));
        }
        out = bytes.toString(StandardCharsets.UTF_8);
        err = speech.toString(StandardCharsets.UTF_8);
        return code;
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(out);
    }

    @Test
    void aSandboxJobIsDeliveredOnceAndItsBillIsKeptApart() throws Exception {
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait", "--json"), () -> err);
        var job = json();
        assertEquals("DELIVERED", job.path("state").textValue());
        assertEquals(2, job.path("rows").path("accepted").intValue());
        assertEquals("in.results.csv", job.path("output").textValue());
        assertTrue(err.contains("simulated: no money was spent"), err);
        var lines = Files.readAllLines(folder.resolve("in.results.csv"));
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).startsWith("1,\"Classify this ticket: the printer, again\",a,"), lines.get(1));

        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait"));
        assertEquals("in.results.csv\n", out);
        assertTrue(err.contains("delivered before; nothing is sent"), err);

        assertEquals(0, run("report", "--json"));
        assertEquals("0.000000", json().path("total").path("cost_usd").textValue());
        assertEquals(0, run("report", "--sandbox", "--json"));
        assertEquals(job.path("cost_usd"), json().path("total").path("cost_usd"));

        assertEquals(0, run("batch", "results", "@last", "-o", "-"));
        assertEquals(Files.readString(folder.resolve("in.results.csv")), out);
        assertEquals(0, run("batch", "status", "--json"));
        assertEquals("[]\n", out);
        assertEquals(0, run("batch", "status", "--all", "--json"));
        assertEquals(job, json().get(0));
    }

    @Test
    void answersThatAreThereAlreadyGoWhereTheyAreAskedFor() throws Exception {
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait"), () -> err);
        var answers = Files.readString(folder.resolve("in.results.csv"));
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "other.csv"), () -> err);
        assertEquals("other.csv\n", out);
        assertEquals(answers, Files.readString(folder.resolve("other.csv")));
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "-"), () -> err);
        assertEquals(answers, out);

        Files.delete(folder.resolve("in.results.csv"));
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait"), () -> err);
        assertFalse(Files.exists(folder.resolve("in.results.csv")));
    }

    @Test
    void aPlanSendsNothingAndKeepsNothing() throws Exception {
        assertEquals(0, run("batch", "plan", "in.csv", "--sandbox", "--json"), () -> err);
        assertEquals(2, json().path("rows").path("pending").intValue());
        assertTrue(json().path("plan").size() > 0, out);
        assertFalse(Files.exists(folder.resolve("home/sandbox")));
        assertEquals(0, run("batch", "status", "--all", "--json"));
        assertEquals("[]\n", out);
    }

    @Test
    void withoutKeysNothingIsSentAndTheVariablesAreNamed() {
        assertEquals(2, run("batch", "submit", "in.csv"));
        assertEquals("", out);
        assertTrue(err.contains("OPENAI_API_KEY") && err.contains("--sandbox"), err);
    }

    @Test
    void rowsThatCannotBeUsedStopAPlanWithTwoAndAreLeftOutOfAClassificationWithThree() throws Exception {
        Files.writeString(folder.resolve("bad.csv"), "id,prompt\n1,hello\n2,\n");
        assertEquals(2, run("batch", "plan", "bad.csv", "--sandbox"));
        assertTrue(out.contains("  row 2, line 3: "), out);
        assertEquals(0, run("batch", "plan", "bad.csv", "--sandbox", "--on-bad-row", "skip"));
        assertEquals(3, run("classify", "bad.csv", "--sandbox", "--on-bad-row", "skip"));
        assertEquals(2, out.lines().count());
        assertTrue(err.contains("  row 2, line 3: "), err);
    }

    @Test
    void aDamagedStoreIsNoBug() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/route.db"), "no database at all, but long enough to be read as one\n");
        assertEquals(4, run("batch", "status"));
        assertTrue(err.startsWith("route: the database route.db in the state directory is damaged"), err);
        assertEquals(4, run("doctor"));
        assertTrue(out.contains("is damaged"), out);
    }

    @Test
    void everyPlaceThatIsAskedForGetsTheAnswersAndIsWhatIsPrinted() throws Exception {
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait"), () -> err);
        assertEquals("in.results.csv\n", out);
        for (var time = 1; time <= 3; time++) {
            assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "other.csv"), () -> err);
            assertEquals("other.csv\n", out);
        }
        assertEquals(Files.readString(folder.resolve("in.results.csv")), Files.readString(folder.resolve("other.csv")));
        // What somebody else put there is theirs.
        Files.writeString(folder.resolve("theirs.csv"), "precious");
        assertEquals(2, run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "theirs.csv"), () -> err);
        assertTrue(err.contains("--overwrite"), err);
        assertEquals("precious", Files.readString(folder.resolve("theirs.csv")));
    }
}
