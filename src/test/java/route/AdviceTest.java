package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and models that are asked how hard rows are, from the settings to the bill. */
class AdviceTest {
    /** Says 5 of pumps and 1 of the rest, and writes down each row it is asked about. */
    private static final String JUDGE = """
            match($0, /"row":[0-9]+/) {
              row = substr($0, RSTART + 6, RLENGTH - 6)
              print row >> asked
              print "{\\"row\\":" row ",\\"score\\":" ($0 ~ /pumps/ ? 5 : 1) ",\\"task\\":\\"advice\\",\\"sensitivity\\":4}"
            }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeAnInput() throws IOException {
        write("in.csv", """
                id,prompt
                a,The pumps stand still.
                b,The cables hum.
                c,The pumps are loud.
                d,The doors do not shut.
                """);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void judge(String awk, String more) throws IOException {
        var script = write("judge.awk", awk);
        write(
                "route.yaml",
                "classifier: {command: [awk, -v, \"asked=" + folder.resolve("asked") + "\", -f, \"" + script + "\"]"
                        + more + "}\n");
    }

    private Line run(String... args) {
        return Line.run(folder, Map.of(), args);
    }

    private List<JsonNode> classified(Line line) throws IOException {
        assertEquals(0, line.code(), line.err());
        var rows = new java.util.ArrayList<JsonNode>();
        for (var row : line.out().lines().toList()) rows.add(new ObjectMapper().readTree(row));
        return rows;
    }

    private static List<Integer> scores(List<JsonNode> rows) {
        return rows.stream().map(it -> it.path("score").asInt()).toList();
    }

    private List<String> asked() throws IOException {
        var file = folder.resolve("asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void aCommandSaysHowHardRowsAreAndWhatTheyAsk() throws IOException {
        judge(JUDGE, "");
        var rows = classified(run("classify", "in.csv", "--json"));
        assertEquals(List.of(5, 1, 5, 1), scores(rows));
        assertEquals("0.9", rows.get(0).path("hardness").asText().replaceFirst("0+$", ""));
        assertEquals("advice", rows.get(0).path("task").asText());
        assertEquals(4, rows.get(0).path("sensitivity").asInt());
        assertEquals("flagship", rows.get(0).path("tier").asText());
    }

    @Test
    void noPromptIsAskedAboutTwiceUnlessTheScriptChanges() throws IOException {
        judge(JUDGE, "");
        run("classify", "in.csv");
        run("batch", "plan", "in.csv", "--sandbox");
        assertEquals(List.of("1", "2", "3", "4"), asked());
        write("in.csv", "id,prompt\nx,The lamp is out.\na,The pumps stand still.\n");
        assertEquals(List.of(1, 5), scores(classified(run("classify", "in.csv", "--json"))));
        assertEquals(List.of("1", "2", "3", "4", "1"), asked());
        judge(JUDGE + "\n# changed\n", "");
        run("classify", "in.csv");
        assertEquals(7, asked().size());
    }

    @Test
    void aProgramThatFirstReadsEverythingIsNoTrouble() throws IOException {
        judge(
                "{ all[NR] = NR } END { for (i = NR; i >= 1; i--) print \"{\\\"row\\\":\" i \",\\\"hardness\\\":0.\" i \"5}\" }",
                "");
        assertEquals(List.of(1, 2, 2, 3), scores(classified(run("classify", "in.csv", "--json"))));
    }

    @Test
    void rowsWithoutAUsableAnswerAreLeftToTheBuiltInClassifierAndNamed() throws IOException {
        var plain = classified(run("classify", "in.csv", "--json"));
        judge("""
                NR == 1 { print "{\\"row\\":1,\\"score\\":5}" }
                NR == 2 { print "{\\"row\\":2,\\"score\\":9}"; print "nonsense"; print "{\\"row\\":900,\\"score\\":3}"; print "{\\"row\\":-3}" }
                NR == 3 { print "{\\"row\\":\\"3\\",\\"score\\":4}"; print "[]"; print "" }
                """, "");
        var line = run("classify", "in.csv", "--json");
        var rows = classified(line);
        assertEquals(5, rows.get(0).path("score").asInt());
        assertEquals(plain.subList(1, 4), rows.subList(1, 4));
        assertTrue(line.err().contains("no usable answer for 3 rows, the first is row 2"), line.err());
    }

    @Test
    void aCommandThatFailsIsNamedWithItsExitCodeAndLastWords() throws IOException {
        judge(
                "NR == 2 { print \"no more\" > \"/dev/stderr\"; exit 3 } { print \"{\\\"row\\\":1,\\\"score\\\":5}\" }",
                "");
        var line = run("classify", "in.csv", "--json");
        assertEquals(5, scores(classified(line)).get(0));
        assertTrue(line.err().contains("for 3 rows, the first is row 2"), line.err());
        assertTrue(line.err().contains("exit code 3: no more"), line.err());
    }

    @Test
    void theLastLinesOfACommandThatFailsAreShown() throws IOException {
        write(
                "route.yaml",
                "classifier: {command: [sh, -c, 'cat >/dev/null; for i in 1 2 3 4 5; do echo line $i >&2; done; exit 7']}\n");
        var line = run("classify", "in.csv", "--json");
        assertTrue(line.err().replaceAll("\\s+", " ").contains("exit code 7: line 3 / line 4 / line 5"), line.err());
    }

    @Test
    void aCommandThatComplainsWithoutEndIsStoppedForItAnswersNothing() throws IOException {
        for (var where : List.of(">&2", "")) {
            write(
                    "route.yaml",
                    "classifier: {command: [sh, -c, 'cat >/dev/null; while sleep 0.1; do echo busy " + where
                            + "; done'], timeout: 1500ms}\n");
            var line = run("classify", "in.csv", "--json");
            assertEquals(4, classified(line).size());
            assertTrue(line.err().replaceAll("\\s+", " ").contains("it gave no answer for 1500 ms"), line.err());
        }
    }

    @Test
    void aRowIsShownWithWhoJudgedItAndWhatWasSaid() throws IOException {
        judge("/cables/ { next } " + JUDGE, "");
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait").code());
        var said = run("batch", "show", "@last", "a").out().replaceAll("\\s+", " ");
        assertTrue(said.contains("hardness 0.9000, score 5, task advice, sensitivity 4"), said);
        assertTrue(said.contains("as the classifier that was asked says"), said);
        assertTrue(said.contains("hardness by the command awk"), said);
        var left = run("batch", "show", "@last", "b").out().replaceAll("\\s+", " ");
        assertTrue(left.contains("hardness by the built-in classifier, for the command awk did not say"), left);
        judge(JUDGE + "\n# changed\n", "");
        Files.delete(folder.resolve("judge.awk"));
        var gone = run("batch", "show", "@last", "a").out().replaceAll("\\s+", " ");
        assertTrue(gone.contains("whose answer is not known any more"), gone);
        assertTrue(gone.contains("hardness 0.9000, score 5"), gone);
    }

    @Test
    void whatIsRenderedIsWhatWillBeSentWhereTheAnswersAreKnown() throws IOException {
        judge(JUDGE, "");
        var before = run("batch", "render", "in.csv", "--sandbox", "-n", "2", "--json");
        assertTrue(before.err().contains("awk was not asked about 2 rows yet"), before.err());
        assertEquals(List.of(), asked());
        run("classify", "in.csv");
        var after = run("batch", "render", "in.csv", "--sandbox", "-n", "2", "--json");
        assertFalse(after.err().contains("not asked"), after.err());
        assertEquals(
                "flagship",
                new ObjectMapper().readTree(after.out()).get(0).path("tier").asText());
    }

    @Test
    void aCommandThatSaysNothingIsStopped() throws IOException {
        write("route.yaml", "classifier: {command: [sh, -c, 'cat > /dev/null; sleep 60'], timeout: 300ms}\n");
        var line = run("classify", "in.csv", "--json");
        assertEquals(4, classified(line).size());
        assertTrue(
                line.err().contains("for 4 rows") && line.err().contains("it gave no answer for 300 ms"), line.err());
    }

    @Test
    void aCommandThatPrintsWithoutEndIsStopped() throws IOException {
        write("route.yaml", "classifier: {command: [sh, -c, 'yes'], timeout: 20s}\n");
        var line = run("classify", "in.csv", "--json");
        assertEquals(4, classified(line).size());
        assertTrue(line.err().contains("for 4 rows") && line.err().contains("too many lines"), line.err());
    }

    @Test
    void aHelperThatKeepsTheOutputOpenIsNotWaitedFor() throws IOException {
        write("route.yaml", "classifier: {command: [sh, -c, 'sleep 25 & cat >/dev/null'], timeout: 300ms}\n");
        var started = System.nanoTime();
        var line = run("classify", "in.csv", "--json");
        assertEquals(4, classified(line).size());
        assertTrue(System.nanoTime() - started < 20_000_000_000L, line.err());
    }

    @Test
    void anAnswerForARowThatNobodyAskedAboutChangesNothing() throws IOException {
        judge("NR == 1 { print \"{\\\"row\\\":700000000,\\\"score\\\":3}\" }\n" + JUDGE, "");
        assertEquals(List.of(5, 1, 5, 1), scores(classified(run("classify", "in.csv", "--json"))));
    }

    @Test
    void aCommandThatCannotBeRunIsRefusedWithoutItsArguments() throws IOException {
        write("route.yaml", "classifier: {command: [no-such-program-here, --secret=hush]}\n");
        var line = run("batch", "submit", "in.csv", "--sandbox");
        assertEquals(2, line.code());
        assertTrue(line.err().contains("no-such-program-here cannot be run"), line.err());
        assertFalse(line.err().contains("hush"), line.err());
    }

    @Test
    void theNumbersThatAModelSaidOfRowsSayNothingOfHowLongItsAnswersAre() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\ntiers: {only: {models: [openai/gpt-6-luna]}}\n");
        var line = run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "out.csv");
        assertEquals(0, line.code(), line.err());
        write("next.csv", "id,prompt\na,The lamps are dark.\n");
        var plan = run("batch", "plan", "next.csv", "--sandbox").out();
        assertTrue(plan.contains("1 row will be judged by openai/gpt-6-luna"), plan);
        assertTrue(plan.contains("output is estimated by 4 answers of earlier jobs"), plan);
    }

    @Test
    void aModelSaysHowHardRowsAreAndItsCostIsInTheBill() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        var plan = run("batch", "plan", "in.csv", "--sandbox");
        assertTrue(plan.out().contains("4 rows will be judged by openai/gpt-6-luna"), plan.out());
        var line = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--json");
        assertEquals(0, line.code(), line.err());
        var json = new ObjectMapper().readTree(line.out());
        assertEquals("DELIVERED", json.path("state").asText());
        assertEquals(4, json.path("rows").path("accepted").asInt());
        var report = new ObjectMapper()
                .readTree(run("report", "--sandbox", "--by-task", "--format", "json")
                        .out());
        var own = report.path("groups").findParents("task").stream()
                .filter(it -> it.path("task").asText().equals("classifier"))
                .findFirst()
                .orElseThrow();
        assertEquals(4, own.path("rows").asInt());
        assertEquals("0", own.path("baseline_usd").asText().replaceAll("[0.]+", "0"));
        assertEquals(
                report.path("total").path("cost_usd").asText(),
                json.path("cost_usd").asText());
        // The simulated model's own numbers, and now they are known beforehand.
        var known = run("classify", "in.csv", "--json", "--sandbox");
        assertEquals(4, classified(known).size());
        assertFalse(known.err().contains("will be judged"), known.err());
        assertTrue(known.out().contains("as the classifier that was asked says"), known.out());
    }

    @Test
    void whatARuleKeepsInARegionIsNotShownToAModelElsewhere() throws IOException {
        var settings = """
                classifier: {model: openai/gpt-6-luna}
                providers: {openai: {region: us}, anthropic: {region: eu}}
                tiers: {only: {models: [anthropic/claude-haiku-5-5]}}
                rules: [{when: {contains: pumps}, region: eu}]
                """;
        write("route.yaml", settings);
        var plan = run("batch", "plan", "in.csv", "--sandbox").out().replaceAll("\\s+", " ");
        assertTrue(plan.contains("2 rows may not leave a region where the model that judges is not"), plan);
        assertTrue(plan.contains("2 rows will be judged by openai/gpt-6-luna"), plan);
        var line = run("batch", "submit", "in.csv", "--sandbox", "--wait");
        assertEquals(0, line.code(), line.err());
        try (var all = Files.walk(folder.resolve("home/jobs"))) {
            var asked =
                    all.filter(it -> it.endsWith("questions.jsonl")).findFirst().orElseThrow();
            var text = Files.readString(asked);
            assertTrue(text.contains("The cables hum."), text);
            assertFalse(text.contains("pumps"), text);
        }
        var nobody = run("batch", "plan", "in.csv", "--sandbox", "--only-region", "eu");
        assertEquals(2, nobody.code());
        assertTrue(nobody.err().contains("openai/gpt-6-luna may judge no row: all stay in region eu"), nobody.err());
    }

    @Test
    void whatAModelWithoutAPriceCostsIsNotSaidToBeNothing() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-new}\n");
        var plan = run("batch", "plan", "in.csv", "--sandbox").out().replaceAll("\\s+", " ");
        assertTrue(plan.contains("at a cost that is not known"), plan);
        write("route.yaml", "classifier: {model: ollama/qwen3}\n");
        plan = run("batch", "plan", "in.csv", "--sandbox").out().replaceAll("\\s+", " ");
        assertTrue(plan.contains("at no cost"), plan);
    }

    @Test
    void theSameInputIsTheSameJobAndAsksNobodyAgain() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        assertEquals(0, run("batch", "submit", "in.csv", "--sandbox", "--wait").code());
        var again = run("batch", "submit", "in.csv", "--sandbox", "--wait");
        assertEquals(0, again.code(), again.err());
        assertTrue(again.err().contains("delivered before"), again.err());
        var other = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--again", "-o", "other.csv");
        assertEquals(0, other.code(), other.err());
        // Two jobs of ours and one that asked: what it learnt was remembered.
        assertEquals(
                3,
                new ObjectMapper()
                        .readTree(run("batch", "status", "--all", "--json").out())
                        .size());
        var last = new ObjectMapper()
                .readTree(run("batch", "status", "@last", "--json").out());
        assertEquals("in", last.path("name").asText());
    }

    @Test
    void badRowsAreRefusedBeforeAModelIsAsked() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        write("in.csv", "id,prompt\na,hello\nb,\n");
        var line = run("batch", "submit", "in.csv", "--sandbox", "--wait");
        assertEquals(2, line.code(), line.err());
        assertEquals(
                0,
                new ObjectMapper()
                        .readTree(run("batch", "status", "--all", "--json").out())
                        .size());
    }

    @Test
    void aJobThatIsCancelledTakesTheOneThatAsksWithIt() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        var line = run("batch", "submit", "in.csv", "--sandbox", "--json");
        assertEquals(0, line.code(), line.err());
        var job = new ObjectMapper().readTree(line.out());
        assertEquals("CREATED", job.path("state").asText());
        assertEquals(0, run("batch", "cancel", job.path("job").asText()).code());
        var resumed = run("batch", "resume", "--wait");
        assertEquals(
                List.of(),
                run("batch", "status")
                        .out()
                        .lines()
                        .filter(it -> it.contains("RUNNING"))
                        .toList(),
                resumed.err());
        assertFalse(Files.exists(folder.resolve("in.results.csv")));
    }

    @Test
    void aHeldJobThatAsksEndsAtOnceWithTheOneThatIsCancelled() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        var held = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--max-cost", "0.0000001");
        assertEquals(4, held.code(), held.err());
        assertFalse(held.err().contains("all rows on the flagship"), held.err());
        assertEquals(0, run("batch", "cancel", "@last").code());
        assertEquals("no open jobs\n", run("batch", "status").out());
    }

    @Test
    void aModelIsAskedOnlyAboutRowsThatTheJobTakesAndThatNameNoTierThemselves() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        var limited = run("batch", "plan", "in.csv", "--sandbox", "--limit", "1");
        assertTrue(limited.out().contains("1 row will be judged by"), limited.out());
        write("in.csv", "id,prompt,tier\na,The pumps stand still.,flagship\nb,The cables hum.,\n");
        var pinned = run("batch", "plan", "in.csv", "--sandbox");
        assertTrue(pinned.out().contains("1 row will be judged by"), pinned.out());
        var rules = "rules:\n  - {when: {contains: cables}, tier: flagship}\n"
                + "  - {when: {contains: doors}, model: openai/gpt-6-luna}\n";
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n" + rules);
        write("in.csv", "id,prompt\na,The pumps stand still.\nb,The cables hum.\nd,The doors do not shut.\n");
        var ruled = run("batch", "plan", "in.csv", "--sandbox");
        assertTrue(ruled.out().contains("2 rows will be judged by"), ruled.out());
    }

    @Test
    void theLogExpectsTheSameCostOfAJobAsItsViewDoes() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        var done = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--json")
                .out();
        var estimate = Pattern.compile("\"estimate_usd\":\"[^\"]+\"").matcher(done);
        assertTrue(estimate.find(), done);
        var lines = Files.readAllLines(folder.resolve("home/logs/route.jsonl"));
        var last = lines.stream()
                .filter(it -> it.contains("\"state\":\"DELIVERED\""))
                .reduce((before, it) -> it)
                .orElseThrow();
        assertTrue(last.contains("\"name\":\"in\""), last);
        assertTrue(last.contains(estimate.group()), last + done);
    }

    @Test
    void aHeldJobThatAsksGoesOnWithTheHigherBudgetOfTheOneItAsksFor() throws IOException {
        write("route.yaml", "classifier: {model: openai/gpt-6-luna}\n");
        var held = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--max-cost", "0.0000001");
        assertTrue(held.code() != 0, held.err());
        var more = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--max-cost", "5");
        assertEquals(0, more.code(), more.err());
        assertTrue(Files.exists(folder.resolve("in.results.csv")), more.err());
    }

    @Test
    void settingsThatMakeNoSenseNameTheirLine() throws IOException {
        for (var wrong : List.of(
                "{model: openai/gpt-6-luna, command: [a]}",
                "{}",
                "{model: openai/gpt-6-luna, timeout: 3s}",
                "{command: [a], lane: batch}",
                "{model: openai/gpt-6-luna, prompt: 'rate this'}",
                "{model: openai/gpt-6-luna, lane: soon}",
                "{command: []}",
                "{comand: [a]}",
                "yes")) {
            write("route.yaml", "classifier: " + wrong + "\n");
            var line = run("classify", "in.csv");
            assertEquals(2, line.code(), wrong);
            assertTrue(line.err().contains("route.yaml:1"), wrong + ": " + line.err());
        }
    }
}
