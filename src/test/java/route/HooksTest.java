package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.signal.Receiver;

/** Hooks hear of every job's end and of every alert, and no job is the worse for a hook that does not listen. */
class HooksTest {

    @TempDir
    private Path folder;

    private Program program;
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        program = new Program(folder);
        receiver = new Receiver();
        Files.writeString(program.here().resolve("in.csv"), "id,prompt\n1,Name a fruit.\n2,Name a tree.\n");
        settings("hooks:\n  job_end: {webhook: \"" + receiver.address("/end") + "\", secret_env: HOOK_SECRET}\n"
                + "  alert: {webhook: \"" + receiver.address("/alert") + "\"}\n");
    }

    @AfterEach
    void close() {
        receiver.close();
        program.close();
    }

    private void settings(String yaml) throws IOException {
        Files.writeString(program.here().resolve("route.yaml"), yaml);
    }

    private Program.Said run(String... words) {
        return run(Map.of("HOOK_SECRET", "hunter2"), words);
    }

    private Program.Said run(Map<String, String> more, String... words) {
        var env = new HashMap<>(more);
        env.put("OPENAI_API_KEY", "a-key");
        env.put("OPENAI_BASE_URL", program.server().baseUrl("openai"));
        return program.run(env, List.of(words));
    }

    private Program.Said deliver() {
        var said = run("batch", "submit", "in.csv", "--wait");
        assertEquals(0, said.code(), said::err);
        return said;
    }

    private JsonNode body(int post) throws IOException {
        return new ObjectMapper().readTree(receiver.posts().get(post).body());
    }

    @Test
    void theEndOfAJobIsToldOnceWithItsBill() throws IOException {
        deliver();
        run("batch", "resume");
        assertEquals(1, receiver.posts().size());
        var post = receiver.posts().get(0);
        assertEquals("/end", post.path());
        assertTrue(post.headers().get("webhook-signature").startsWith("v1,"));
        var body = body(0);
        assertEquals(post.headers().get("webhook-id"), body.path("id").asText());
        assertEquals("job_end", body.path("event").asText());
        assertEquals("DELIVERED", body.path("state").asText());
        assertEquals(2, body.path("rows").path("accepted").asInt());
        assertTrue(body.path("cost_usd").asText().matches("0\\.\\d{6,12}"), body::toString);
        assertFalse(post.body().contains("fruit"), "no prompt leaves the house this way");
    }

    @Test
    void aHookThatStumblesIsToldAgainUnderTheSameId() throws IOException {
        receiver.answer(500, 503);
        var said = deliver();
        assertEquals(3, receiver.posts().size());
        assertEquals(
                1, receiver.posts().stream().map(Receiver.Post::body).distinct().count());
        assertTrue(said.err()
                .contains("warning: the hook job_end did not arrive and is tried again: 127.0.0.1 answered 500"));
    }

    @Test
    void whatCouldNotBeToldIsKeptForTheNextCommandAndGivenUpInTheEnd() throws IOException {
        receiver.answer(500, 500, 500, 500, 500, 500, 500, 500, 500);
        deliver();
        assertEquals(3, receiver.posts().size(), "a command tries a few times and ends");
        run("batch", "resume");
        assertEquals(3, receiver.posts().size(), "it is not due yet");
        var last = "";
        for (var hours = 0; hours < 40; hours++) {
            program.later(Duration.ofHours(1));
            last += run("batch", "resume", "-q").err();
        }
        assertEquals(9, receiver.posts().size());
        assertTrue(last.contains("the hook job_end is given up after 9 tries: 127.0.0.1 answered 500"), last);
    }

    @Test
    void aHookWithoutItsSecretSaysSoAndTheJobIsDeliveredAllTheSame() {
        var said = run(Map.of(), "batch", "submit", "in.csv", "--wait");
        assertEquals(0, said.code());
        assertTrue(said.err().contains("the variable HOOK_SECRET is not set"), said::err);
        assertEquals(List.of(), receiver.posts(), "nothing goes out unsigned");
        program.later(Duration.ofMinutes(2));
        run("batch", "resume");
        assertEquals(1, receiver.posts().size());
    }

    @Test
    void aCancelledJobHasEndedToo() throws IOException {
        program.sandbox(route.sandbox.SandboxOptions.defaults().taking(Duration.ofHours(1), Duration.ofHours(1)));
        assertEquals(0, run("batch", "submit", "in.csv").code());
        assertEquals(List.of(), receiver.posts());
        run("batch", "cancel", "@last", "--wait");
        assertEquals("CANCELLED", body(0).path("state").asText());
    }

    @Test
    void anAlertIsToldOnceWhileItStandsAndShownInStatusAndReport() throws IOException {
        settings("alerts: {day_spend: 0.000001}\nhooks: {alert: {webhook: \"" + receiver.address("/alert") + "\"}}\n");
        var said = deliver();
        assertTrue(
                said.err().matches("(?s).*alert: \\$0\\.000\\d{3} was charged on 2026-11-20, above \\$0\\.000001\n.*"),
                said::err);
        run("batch", "resume");
        assertEquals(1, receiver.posts().size());
        assertEquals("day_spend", body(0).path("kind").asText());
        assertEquals("0.000001 USD", body(0).path("limit").asText());
        assertTrue(run("batch", "status").out().contains("alert: $0.000"));
        assertTrue(run("report").err().contains("alert: $0.000"));
        var check = run("report", "--check", "--json");
        assertEquals(4, check.code());
        assertEquals(
                "2026-11-20",
                new ObjectMapper().readTree(check.out()).path(0).path("subject").asText());
        program.later(Duration.ofDays(1));
        run("batch", "resume");
        assertFalse(run("batch", "status").out().contains("alert"), "another day has begun");
        assertEquals(0, run("report", "--check").code());
    }

    @Test
    void aCheckWithoutLimitsIsAMistakeAndNotAnAllClear() {
        var said = run("report", "--check");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("alerts: {day_spend: 20.00}"), said::err);
    }

    @Test
    void simulatedJobsRaiseNoAlert() throws IOException {
        settings("alerts: {day_spend: 0.000001}\nhooks: {alert: {webhook: \"" + receiver.address("/alert") + "\"}}\n");
        var said = run("batch", "submit", "in.csv", "--wait", "--sandbox");
        assertEquals(0, said.code());
        assertFalse(said.err().contains("alert"), said::err);
        assertEquals(List.of(), receiver.posts());
        assertEquals(4, run("report", "--check", "--sandbox").code(), "but they may be asked about");
    }

    @Test
    void whatHappenedLongBeforeThereWasAHookIsNotTold() throws IOException {
        settings("{}");
        deliver();
        program.later(Duration.ofDays(2));
        settings("hooks: {job_end: {webhook: \"" + receiver.address("/end") + "\"}}\n");
        run("batch", "resume");
        assertEquals(List.of(), receiver.posts());
    }

    @Test
    void aJobFileMayNotSayWhoIsToldOfAllJobs() throws IOException {
        Files.writeString(program.here().resolve("job.yaml"), "input: in.csv\nhooks: {job_end: {command: [true]}}\n");
        var said = run("batch", "plan", "job.yaml");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("job.yaml:2: hooks watches over all jobs"), said::err);
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeAnythingIsSent() throws IOException {
        for (var address :
                List.of("example.com/hook", "ftp://example.com", "http://a/{b}", "http://me:pw@a/", "http:///x")) {
            settings("hooks: {alert: {webhook: \"" + address + "\"}}\n");
            var said = run("batch", "submit", "in.csv");
            assertEquals(2, said.code(), address);
            assertTrue(said.err().contains("route.yaml:1: hooks.alert.webhook is no address"), said::err);
        }
        settings("hooks: {alert: {webhok: \"http://a\"}}\n");
        assertTrue(run("config", "show").err().contains("did you mean webhook?"));
        settings("hooks: {alert: {command: [a], webhook: \"http://a\"}}\n");
        assertTrue(run("config", "show").err().contains("has both a command and a webhook"));
    }

    @Test
    void aSecretThatStandsWhereItsVariableBelongsIsNotRepeated() throws IOException {
        settings("hooks: {job_end: {webhook: \"http://x.example\", secret_env: \"hunter-2\"}}\n");
        var said = run("config", "show");
        assertEquals(2, said.code());
        assertFalse(said.err().contains("hunter"), said::err);
    }

    @Test
    void whatCouldNotBeToldForAWeekIsOldNewsToAHookThatIsThereAgain() throws IOException {
        receiver.answer(500, 500, 500);
        deliver();
        settings("{}");
        program.later(Duration.ofDays(8));
        settings("hooks: {job_end: {webhook: \"" + receiver.address("/end") + "\"}}\n");
        run("batch", "resume");
        assertEquals(3, receiver.posts().size());
    }

    @Test
    void withoutAHookNothingWaitsForOneForEver() throws Exception {
        settings("{}");
        deliver();
        assertEquals(1, untold());
        program.later(Duration.ofDays(2));
        run("batch", "resume");
        assertEquals(0, untold());
    }

    private int untold() throws Exception {
        var file = program.person().resolve(".local/state/route/route.db");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM notice WHERE done_at IS NULL")) {
            return rows.getInt(1);
        }
    }

    @Test
    void thatAJobIsHeldIsToldOnceWithItsReason() throws IOException {
        for (var night = 0; night < 3; night++) {
            assertEquals(
                    4,
                    run("batch", "submit", "in.csv", "--wait", "--max-cost", "0.0000001")
                            .code());
        }
        assertEquals(4, run("batch", "resume").code());
        assertEquals(1, receiver.posts().size());
        assertEquals("/end", receiver.posts().get(0).path());
        var body = body(0);
        assertEquals("job_held", body.path("event").asText());
        assertEquals("HELD", body.path("state").asText());
        assertTrue(body.path("held").asText().contains("--max-cost"), body::toString);
        assertTrue(body.path("text").asText().contains("is HELD: "), body::toString);
        assertEquals(2, body.path("rows").path("total").asInt());
        assertTrue(body.path("ended").isMissingNode());
        assertEquals(
                0, run("batch", "submit", "in.csv", "--wait", "--max-cost", "5").code());
        assertEquals("DELIVERED", body(1).path("state").asText());
        assertEquals(2, receiver.posts().size());
    }

    @Test
    void thatAJobWasHeldIsNoNewsOnceItHasEnded() throws IOException {
        receiver.answer(500, 500, 500);
        assertEquals(
                4,
                run("batch", "submit", "in.csv", "--wait", "--max-cost", "0.0000001")
                        .code());
        assertEquals(3, receiver.posts().size());
        run("batch", "cancel", "@last", "--wait");
        program.later(Duration.ofHours(2));
        run("batch", "resume");
        assertEquals(4, receiver.posts().size());
        assertEquals("CANCELLED", body(3).path("state").asText());
    }

    @Test
    void aJobWhoseJudgeIsHeldIsToldUnderItsOwnName() throws IOException {
        var hooks = "hooks: {job_end: {webhook: \"" + receiver.address("/end") + "\"}}\n";
        settings(hooks + "classifier: {model: openai/gpt-6-luna}\n");
        var said = run("batch", "submit", "in.csv", "--wait", "--max-cost", "0.0000001");
        assertEquals(4, said.code(), said::err);
        assertEquals(1, receiver.posts().size());
        assertTrue(body(0).path("held").asText().contains(", which judges its rows: "), body(0)::toString);
        assertEquals("in", body(0).path("name").asText());
    }
}
