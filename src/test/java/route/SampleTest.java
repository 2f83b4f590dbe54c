package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.sandbox.SandboxOptions;

/** A trial over a share of the rows, and what it says of the whole. */
class SampleTest {
    private static final int ROWS = 400;

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void anInputOfTwoTiers() throws IOException {
        program = new Program(folder);
        var rows = new StringBuilder("id,tier,prompt\n");
        for (int row = 1; row <= ROWS; row++) {
            var tier = row % 20 == 0 ? "flagship" : "simple";
            rows.append(row)
                    .append(',')
                    .append(tier)
                    .append(",Name ")
                    .append(row)
                    .append(" fruits\n");
        }
        Files.writeString(program.here().resolve("in.csv"), rows);
        Files.writeString(
                program.here().resolve("route.yaml"),
                "tiers:\n  simple: {models: [openai/gpt-6-luna]}\n  flagship: {models: [openai/gpt-6.1-sol]}\n");
    }

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void aShareOfEachTierIsBoughtAndTheWholeReckoned() throws IOException {
        var job = json(submit("--sample", "5%"));
        assertEquals(20, job.at("/rows/total").asInt());
        assertEquals(20, job.at("/rows/accepted").asInt());
        assertEquals(ROWS, job.at("/projection/rows").asInt());
        var whole = json(submit("-o", "whole.csv"));
        var truth = whole.get("cost_usd").asDouble();
        var expected = job.at("/projection/cost_usd").asDouble();
        assertTrue(Math.abs(truth - expected) < 0.5 * truth, expected + " for " + truth);
        assertTrue(whole.at("/projection").isMissingNode());
        var sampled = Files.readAllLines(program.here().resolve("in.results.csv"));
        assertEquals(21, sampled.size());
        assertEquals(1, sampled.stream().filter(it -> it.contains(",flagship,")).count());
    }

    @Test
    void theSameRowsAreTakenEveryTime() throws IOException {
        submit("--sample", "5%", "-o", "a.csv");
        submit("--sample", "5%", "-o", "b.csv", "--again");
        var file = program.here();
        assertEquals(ids(file.resolve("a.csv")), ids(file.resolve("b.csv")));
    }

    @Test
    void theTrialSaysWhatItIs() {
        var said = run("batch", "plan", "in.csv", "--sandbox", "--sample", "5%").out();
        assertTrue(said.contains("in, 20 rows"), said);
        assertTrue(said.contains("a sample: 19 of 380 of tier simple, 1 of 20 of tier flagship"), said);
        var closing = run("batch", "submit", "in.csv", "--sandbox", "--wait", "--sample", "10%");
        assertTrue(closing.err().contains("all 400 rows would cost $"), closing.err());
        assertTrue(closing.err().contains("95 % between $"), closing.err());
    }

    @Test
    void withAnIncrementalNameTheWholeLeavesTheSampleOut() {
        var trial = json(submit("--sample", "5%", "--incremental", "--name", "fruits"));
        var rest = json(submit("--incremental", "--name", "fruits", "-o", "rest.csv"));
        assertEquals(20, trial.at("/rows/total").asInt());
        assertEquals(ROWS - 20, rest.at("/rows/total").asInt());
        var none = run("batch", "plan", "in.csv", "--sandbox", "--sample", "5%", "--incremental", "--name", "fruits");
        assertTrue(none.out().contains("a sample: there is no row left to take"), none.out());
    }

    @Test
    void aModelJudgesOnlyTheRowsOfTheTrialAndTheWholeIsReckonedFromThem() throws IOException {
        write("classifier: {model: openai/gpt-6-luna}\n");
        var plan = run("batch", "plan", "in.csv", "--sandbox", "--sample", "5%").out();
        assertTrue(plan.contains("20 rows will be judged by"), plan);
        assertTrue(plan.contains("a sample: 20 of 400 rows"), plan);
        var job = json(submit("--sample", "5%", "--incremental", "--name", "fruits"));
        assertEquals(20, job.at("/rows/accepted").asInt());
        assertEquals(40, bought(), "each judged once and answered once");
        assertEquals(ROWS, job.at("/projection/rows").asInt());
        assertEquals(20, job.at("/projection/sampled").asInt());
        json(submit("--incremental", "--name", "fruits", "-o", "rest.csv"));
        assertEquals(2 * ROWS, bought(), "nor is any judged again");
    }

    @Test
    void whatTheJudgeCostsIsInWhatTheWholeWouldCost() throws IOException {
        write("classifier: {model: openai/gpt-6.1-sol}\n");
        var trial = json(submit("--sample", "20%"));
        var cost = new BigDecimal(trial.get("cost_usd").asText());
        var whole = new BigDecimal(trial.at("/projection/cost_usd").asText());
        assertEquals(0, whole.compareTo(cost.multiply(BigDecimal.valueOf(5))), whole + " by " + cost);
    }

    @Test
    void aCommandJudgesOnlyTheRowsThatAreNew() throws IOException {
        var asked = program.here().resolve("asked");
        write("classifier: {command: [sh, -c, 'tee -a " + asked + " > /dev/null']}\n");
        submit("--sample", "5%", "--incremental", "--name", "fruits");
        assertEquals(20, Files.readAllLines(asked).size());
        Files.delete(asked);
        run("batch", "plan", "in.csv", "--sandbox", "--incremental", "--name", "fruits");
        assertEquals(ROWS - 20, Files.readAllLines(asked).size());
    }

    @Test
    void theRowsThatAJobWouldTakeAreThoseThatAreClassified() {
        var sampled = run("classify", "in.csv", "--sample", "5%");
        assertEquals(21, sampled.out().lines().count(), sampled.out());
        assertTrue(sampled.err().contains("a sample: 19 of 380 of tier simple"), sampled.err());
        submit("--sample", "5%", "--incremental", "--name", "fruits");
        var rest = run("classify", "in.csv", "--sandbox", "--incremental", "--name", "fruits");
        assertEquals(ROWS - 20 + 1, rest.out().lines().count());
        assertTrue(rest.err().contains("20 rows are left out"), rest.err());
    }

    @Test
    void aTrialIsRefusedWhereAModelWouldHaveToJudgeTheWholeInputForIt() throws IOException {
        write("classifier: {model: openai/gpt-6-luna}\n");
        for (var command : List.of("plan", "submit")) {
            var said = run("batch", command, "in.csv", "--sandbox", "--sample", "5%", "--share", "flagship=10%");
            assertEquals(2, said.code(), said.out());
            assertTrue(said.err().contains("every row would be paid for"), said.err());
        }
        assertEquals(0, bought());
        assertEquals("no open jobs\n", run("batch", "status").out());
    }

    /** No row names its tier any more. */
    private void write(String more) throws IOException {
        var input = program.here().resolve("in.csv");
        Files.writeString(input, Files.readString(input).replace("id,tier,prompt", "id,level,prompt"));
        var settings = program.here().resolve("route.yaml");
        Files.writeString(settings, Files.readString(settings) + more);
    }

    private long bought() {
        return program.server().books().batches().stream()
                .mapToLong(it -> it.rows())
                .sum();
    }

    @Test
    void nothingIsNoSample() {
        var said = run("batch", "plan", "in.csv", "--sandbox", "--sample", "0%");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("must be a share from 0.01% to 100%"), said.err());
        assertFalse(run("batch", "plan", "in.csv", "--sandbox", "--sample", "100%")
                .out()
                .contains("a sample"));
    }

    @Test
    void aRowThatIsSentToAStrongerTierStillStandsForItsOwn() throws IOException {
        program.sandbox(SandboxOptions.defaults().withErrorRate(0.5).taking(Duration.ZERO, Duration.ZERO));
        Files.writeString(
                program.here().resolve("route.yaml"),
                Files.readString(program.here().resolve("route.yaml")) + "max_attempts: 1\n");
        var before = json(submit("--sample", "5%"));
        var failed = before.at("/rows/failed").asInt();
        assertTrue(failed > 1, before::toString);
        assertEquals(20, before.at("/projection/sampled").asInt());
        assertTrue(
                run("batch", "retry", "@last", "--tier", "flagship", "--wait").code() % 3 == 0);
        var after = json(run("batch", "status", "@last", "--json"));
        assertEquals(20, after.at("/projection/sampled").asInt());
        assertTrue(after.at("/projection/cost_usd").asDouble()
                > before.at("/projection/cost_usd").asDouble());
        var file = program.person().resolve(".local/state/route/route.db");
        try (var store = route.store.Database.open(file)) {
            var sampled = store.samples().of(1).stream()
                    .map(it -> it.tier() + " " + it.sampled() + " of " + it.rows())
                    .toList();
            assertEquals(List.of("simple 19 of 380", "flagship 1 of 20"), sampled);
        }
    }

    @Test
    void aShareThatIsTooFineSaysHowFineItMayBe() {
        var said = run("batch", "plan", "in.csv", "--sandbox", "--sample", "0.0001%");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("a share from 0.01% to 100%, with two decimals at most"), said.err());
        assertEquals(
                0,
                run("batch", "plan", "in.csv", "--sandbox", "--sample", "0.01%").code());
    }

    private List<String> ids(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(it -> it.substring(0, it.indexOf(',')))
                .toList();
    }

    private Program.Said submit(String... more) {
        var args = new java.util.ArrayList<>(List.of("batch", "submit", "in.csv", "--sandbox", "--wait", "--json"));
        args.addAll(List.of(more));
        return program.run(Map.of(), args);
    }

    private Program.Said run(String... args) {
        return program.run(Map.of(), List.of(args));
    }

    private static JsonNode json(Program.Said said) {
        try {
            return new ObjectMapper().readTree(said.out());
        } catch (IOException e) {
            throw new AssertionError(said.out() + said.err(), e);
        }
    }
}
