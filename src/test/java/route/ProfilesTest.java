package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles from the labels to the job, through the command line. */
class ProfilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeLabels() throws Exception {
        var random = new Random(5);
        var labels = new StringBuilder("body,poor,rich\n");
        for (int row = 0; row < 120; row++) {
            var isHard = random.nextBoolean();
            labels.append("Report ").append(row).append(" about the ").append(isHard ? "pumps" : "cables");
            labels.append(" came in.,0.2,").append(isHard ? "1" : "0.3").append('\n');
        }
        Files.writeString(folder.resolve("labels.csv"), labels);
        Files.writeString(folder.resolve("in.csv"), """
                prompt,tag
                "Report 901 about the pumps came in.",a
                "Report 902 about the cables came in.",a
                "Report 903 about the pumps came in.",b
                """);
    }

    private Line run(String... args) {
        return Line.run(folder, Map.of(), args);
    }

    private Line tune(String... more) {
        var words = new java.util.ArrayList<>(
                java.util.List.of("tune", "labels.csv", "--prompt-column", "body", "--map", "weak=poor,strong=rich"));
        words.addAll(java.util.List.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void aProfileRanksRowsAsTheLabelsDo() throws Exception {
        var tuned = tune("--json");
        assertEquals(0, tuned.code(), tuned.err());
        var json = new ObjectMapper().readTree(tuned.out());
        assertEquals("labels", json.path("profile").asText());
        assertEquals("better", json.path("finding").asText());
        assertTrue(Files.exists(Path.of(json.path("file").asText())));
        var plain = hardness(run("classify", "in.csv", "--json"));
        var judged = hardness(run("classify", "in.csv", "--json", "--profile", "labels"));
        assertEquals(plain[0], plain[1], 0.05);
        assertTrue(judged[0] > judged[1] + 0.2, judged[0] + " against " + judged[1]);
    }

    private static double[] hardness(Line line) throws Exception {
        assertEquals(0, line.code(), line.err());
        var mapper = new ObjectMapper();
        var lines = line.out().lines().toList();
        var hardness = new double[lines.size()];
        for (int at = 0; at < hardness.length; at++) {
            hardness[at] = mapper.readTree(lines.get(at)).path("hardness").asDouble();
        }
        return hardness;
    }

    @Test
    void whatIsClassifiedIsNotWrittenOver() throws Exception {
        var before = Files.readString(folder.resolve("in.csv"));
        var line = run("classify", "in.csv", "-o", "in.csv");
        assertEquals(2, line.code());
        assertTrue(line.err().contains("is the input"), line.err());
        assertEquals(before, Files.readString(folder.resolve("in.csv")));
    }

    @Test
    void aFileThatIsThereIsLeftUnlessItIsToBeReplaced() throws Exception {
        var file = folder.resolve("budget.csv");
        Files.writeString(file, "mine");
        var line = run("classify", "in.csv", "-o", "budget.csv");
        assertEquals(2, line.code());
        assertTrue(line.err().contains("budget.csv exists") && line.err().contains("--overwrite"), line.err());
        assertEquals("mine", Files.readString(file));
        assertEquals(
                0, run("classify", "in.csv", "-o", "budget.csv", "--overwrite").code());
        assertTrue(Files.readString(file).startsWith("row,id,hardness"));
    }

    @Test
    void aDryRunSavesNothing() {
        var tuned = tune("--dry-run", "--profile", "mine");
        assertEquals(0, tuned.code(), tuned.err());
        assertTrue(tuned.out().contains("nothing is saved"), tuned.out());
        assertFalse(Files.exists(folder.resolve("home/profiles")));
    }

    @Test
    void labelsWithoutASignalGiveNoProfile() throws Exception {
        var random = new Random(11);
        var labels = new StringBuilder("prompt,gain\n");
        for (int row = 0; row < 80; row++) {
            labels.append("Tell me of matter ").append(row).append(" in words ").append(random.nextInt(1000));
            labels.append(",").append(random.nextBoolean() ? "1" : "0.2").append('\n');
        }
        Files.writeString(folder.resolve("noise.csv"), labels);
        var words = run("tune", "noise.csv");
        assertEquals(0, words.code(), words.err());
        assertTrue(words.out().contains("no signal") && words.out().contains("nothing is saved"), words.out());
        var json =
                new ObjectMapper().readTree(run("tune", "noise.csv", "--json").out());
        assertFalse(json.path("saved").asBoolean(true));
        assertEquals("", json.path("file").asText());
        assertFalse(Files.exists(folder.resolve("home/profiles")));
    }

    @Test
    void whatMayBeNoBetterThanTheBuiltInClassifierIsNotSavedAndTheProfileThereIsStays() throws Exception {
        tune("--profile", "mine");
        var judged = run("classify", "in.csv", "--profile", "mine").out();
        var random = new Random(3);
        var labels = new StringBuilder("prompt,gain\n");
        for (int row = 0; row < 200; row++) {
            var isHard = row % 2 == 0;
            labels.append(
                    isHard
                            ? "Prove step by step that the theorem " + row + " holds in every ring."
                            : "Hello no. " + row);
            labels.append(",")
                    .append((isHard ? 0.4 : 0.1) + 0.3 * random.nextDouble())
                    .append('\n');
        }
        Files.writeString(folder.resolve("alike.csv"), labels);
        var line = run("tune", "alike.csv", "--profile", "mine", "--json");
        var json = new ObjectMapper().readTree(line.out());
        var finding = json.path("finding").asText();
        assertTrue(finding.equals("undecided") || finding.equals("worse"), line.out());
        assertFalse(json.path("saved").asBoolean(true));
        assertTrue(line.err().contains("profile mine of 20") && line.err().contains("stays as it is"), line.err());
        assertEquals(judged, run("classify", "in.csv", "--profile", "mine").out());
        assertTrue(run("tune", "alike.csv").out().contains("Such a profile is not saved"));
        assertFalse(Files.exists(folder.resolve("home/profiles/alike.json")));
    }

    @Test
    void tuneTakesOnlyOptionsThatMeanSomethingThere() {
        var help = run("tune", "--help").out();
        for (var useless :
                java.util.List.of("--sample", "--lane", "--deadline", "--sandbox", "--limit", "--incremental")) {
            assertFalse(help.contains(useless), useless);
            assertEquals(2, tune(useless).code());
        }
        assertTrue(help.contains("What it is saved as"), help);
        var wrong = tune("--profile", "my tickets/old");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("cannot name a profile"), wrong.err());
    }

    @Test
    void aProfileThatReplacesAnotherSaysSo() {
        assertFalse(tune("--profile", "mine").err().contains("replaces"));
        var again = tune("--profile", "mine").err();
        assertTrue(again.contains("profile mine replaces that of 20"), again);
    }

    @Test
    void anUnknownProfileIsNamedWithThoseThereAre() {
        tune("--profile", "mine");
        var line = run("batch", "submit", "in.csv", "--sandbox", "--profile", "mien");
        assertEquals(2, line.code());
        assertTrue(
                line.err().contains("there is no profile 'mien'") && line.err().contains("mine"), line.err());
    }

    @Test
    void aProfileThatIsDamagedOrOfAnotherVersionIsNamed() throws Exception {
        tune("--profile", "mine");
        var file = folder.resolve("home/profiles/mine.json");
        var sound = Files.readString(file);
        for (var broken : new String[] {
            "{",
            "[]",
            sound.replace("route profile 1", "route profile 2"),
            sound.replaceFirst("\"classifier\" : \"..", "\"classifier\" : \"zz")
        }) {
            Files.writeString(file, broken);
            var line = run("classify", "in.csv", "--profile", "mine");
            assertEquals(2, line.code(), line.err());
            assertTrue(line.err().contains("profile") && line.err().contains("make it anew"), line.err());
        }
    }

    @Test
    void aProfileOfATagJudgesItsRowsAlone() throws Exception {
        tune("--profile", "mine");
        Files.writeString(folder.resolve("route.yaml"), "profiles:\n  - {when: {tag: b}, profile: mine}\n");
        var plain = hardness(run("classify", "in.csv", "--json", "--config", "/dev/null"));
        var judged = hardness(run("classify", "in.csv", "--json"));
        assertEquals(plain[0], judged[0]);
        assertEquals(plain[1], judged[1]);
        assertNotEquals(plain[2], judged[2]);
    }

    @Test
    void theSameInputWithAnotherProfileIsAnotherJobAndWithTheSameOneTheSame() {
        tune("--profile", "mine");
        var plain = run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "a.csv");
        var judged = run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "b.csv", "--profile", "mine");
        var again = run("batch", "submit", "in.csv", "--sandbox", "--wait", "-o", "b.csv", "--profile", "mine");
        assertEquals(0, plain.code() + judged.code() + again.code(), judged.err());
        assertTrue(judged.err().contains("new job"), judged.err());
        assertTrue(again.err().contains("delivered before"), again.err());
    }

    @Test
    void labelsWithoutLabelsAreRefusedByTheirRow() throws Exception {
        Files.writeString(folder.resolve("bad.csv"), "prompt,gain\nhello,much\n");
        var line = run("tune", "bad.csv");
        assertEquals(2, line.code());
        assertTrue(line.err().contains("row 1, line 2") && line.err().contains("'much'"), line.err());
        Files.writeString(folder.resolve("bad.csv"), "prompt,gain\nhello,1.5\n");
        assertTrue(run("tune", "bad.csv").err().contains("from -1 to 1"));
        Files.writeString(folder.resolve("bad.csv"), "prompt,score\nhello,1\n");
        assertTrue(run("tune", "bad.csv").err().contains("no column gain"));
    }
}
