package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Alert;
import route.domain.BillQuery;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Source;
import route.sandbox.Fault;
import route.sandbox.SandboxOptions;
import route.sim.TestWorld;
import route.store.Database;

/**
 * No statement may walk over a whole table that grows with the rows of all jobs: after a year every command would. The
 * statements are those that whole jobs and all commands really make ready; SQLite itself says how it would go about each.
 */
class StatementsTest {
    /** Tables that grow with rows and batches; those of jobs, labels and daily sums stay small. */
    private static final List<String> GROWING =
            List.of("row", "attempt", "ledger", "feedback", "seen", "print", "decision");

    /** How SQLite's plans say that a table, or an index over all of it, is read from end to end; a search has a key. */
    private static final Pattern WALK = Pattern.compile("SCAN (\\w+)\\b.*|SEARCH (\\w+)[^(]*");

    @TempDir
    Path folder;

    private final Set<String> statements = new LinkedHashSet<>();

    @Test
    void noStatementWalksOverATableThatGrows() throws Exception {
        live();
        var walks = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("home/route.db"))) {
            for (var sql : statements) walks.addAll(walks(connection, sql));
        }
        assertEquals(List.of(), walks);
        assertTrue(statements.size() > 60, "only " + statements.size() + " statements were seen");
        for (var table : GROWING) {
            assertTrue(statements.stream().anyMatch(it -> it.contains(table)), table);
        }
    }

    @Test
    void aWalkIsSeenUnderAnyName() throws Exception {
        Database.open(folder.resolve("empty.db")).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("empty.db"))) {
            for (var sql : List.of(
                    "SELECT count(*) FROM row",
                    "SELECT r.id FROM job j, row r WHERE r.batch = j.n",
                    "UPDATE ledger SET amount = 0 WHERE amount = 1",
                    "SELECT max(a.cost) FROM attempt AS a")) {
                assertEquals(1, walks(connection, sql).size(), sql);
            }
            assertEquals(List.of(), walks(connection, "SELECT * FROM row WHERE id = ?"));
        }
    }

    private static List<String> walks(Connection connection, String sql) throws SQLException {
        var walks = new ArrayList<String>();
        if (!sql.matches("(?s)\\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\\b.*")) return walks;
        try (var plan = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                var steps = plan.executeQuery()) {
            while (steps.next()) {
                var step = WALK.matcher(steps.getString("detail"));
                if (!step.matches()) continue;
                var name = step.group(1) == null ? step.group(2) : step.group(1);
                if (GROWING.contains(table(name, sql))) walks.add(step.group() + ": " + sql);
            }
        }
        return walks;
    }

    /** The table that a name of the plan stands for. */
    private static String table(String name, String sql) {
        var alias = Pattern.compile("\\b(" + String.join("|", GROWING) + ")\\s+(?:AS\\s+)?" + name + "\\b")
                .matcher(sql);
        return alias.find() ? alias.group(1) : name;
    }

    private void advise(TestWorld world, Jobs jobs) throws IOException {
        Files.writeString(folder.resolve("advised.csv"), "prompt\nhello\nhello\nWhat is the time?\n");
        var spec = world.jobFile("input: advised.csv\nclassifier: {model: openai/gpt-6-luna}\n");
        var job = jobs.submit(spec, false).job();
        assertEquals(JobState.CREATED, jobs.view(job).state());
        assertEquals(
                JobState.DELIVERED,
                jobs.run(job, Goal.DELIVERED, Optional.empty()).state());
        jobs.rehearsal().plan(spec);
    }

    /** A life: a job with all kinds of ends, another one cancelled, and every question a person may ask. */
    private void live() throws IOException {
        var options = SandboxOptions.defaults()
                .withErrorRate(0.3)
                .withFaults(new Fault(Fault.Kind.CREATE_ANSWER_LOST, 1), new Fault(Fault.Kind.ROW_MISSING, 1));
        try (var world = new TestWorld(folder, options)) {
            Files.createDirectories(folder.resolve("home"));
            var database = Database.open(folder.resolve("home/route.db"), it -> {}, statements::add);
            try (var jobs = Jobs.over(world.world(), database)) {
                deliver(world, jobs);
                cancel(world, jobs);
                everyNight(world, jobs);
                advise(world, jobs);
                ask(jobs);
                watch(database, jobs);
                jobs.clear(Duration.ZERO, false);
            }
        }
    }

    private void deliver(TestWorld world, Jobs jobs) throws IOException {
        var flags = Map.of("lookup.grace", "10ms", "budget.max_cost", "5.00", "budget.per_day", "9.00");
        var job = jobs.submit(world.spec(input(60, "one"), flags), false).job();
        var view = jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
        assertEquals(JobState.DELIVERED, view.state(), view.held());
        assertTrue(view.rows().failed() > 0, "a job in which nothing fails shows too little");
        jobs.retry(job, Optional.empty(), Optional.empty());
        jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
        jobs.results(job, Optional.empty(), false);
        var ratings = Files.writeString(folder.resolve("ratings.csv"), "row,rating\n1,pass\n2,fail\n");
        for (var i = 0; i < 2; i++) {
            jobs.accounts().feedback(new Source(ratings.toString(), Optional.empty(), (char) 0, ""), job.value(), 0);
        }
        jobs.rehearsal().plan(world.spec(input(5, "three"), Map.of("prefer", "quality")));
        var shared = Map.of("shares", "flagship=10%", "lane", "realtime");
        jobs.run(jobs.submit(world.spec(input(5, "four"), shared), false).job(), Goal.DELIVERED, Optional.empty());
    }

    private void cancel(TestWorld world, Jobs jobs) throws IOException {
        var job = jobs.submit(world.spec(input(20, "two"), Map.of()), true).job();
        jobs.run(job, Goal.SENT, Optional.empty());
        jobs.list(false);
        jobs.cancel(job);
        jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
    }

    /** Two at once, and one after them. */
    private void everyNight(TestWorld world, Jobs jobs) throws IOException {
        var flags = Map.of("name", "nightly", "incremental", "true", "discard_remote", "true");
        var first = jobs.submit(world.spec(input(10, "three"), flags), false).job();
        var second = jobs.submit(world.spec(input(15, "nights"), flags), false).job();
        for (var job : List.of(first, second)) jobs.run(job, Goal.DELIVERED, Optional.of(Duration.ofSeconds(30)));
        jobs.submit(world.spec(input(20, "five"), flags), false);
    }

    private static void ask(Jobs jobs) {
        jobs.list(true);
        JobId last = jobs.resolve("@last");
        jobs.view(last);
        jobs.resolve(last.value());
        for (var by : BillQuery.DIMENSIONS) {
            jobs.accounts()
                    .bill(new BillQuery(List.of(by), Optional.empty(), Optional.empty(), Optional.of(last), true));
        }
        var all = new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);
        jobs.accounts().quality(all, Duration.ofDays(90));
        jobs.accounts()
                .bill(new BillQuery(BillQuery.DIMENSIONS, Optional.empty(), Optional.empty(), Optional.empty(), false));
        jobs.accounts()
                .detail(
                        new BillQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true),
                        Duration.ofDays(90));
    }

    /** What alerts, hooks and monitoring ask at the end of every command. */
    private static void watch(Database database, Jobs jobs) {
        var now = java.time.Instant.parse("2026-11-20T12:00:00Z");
        database.vitals().look(true, now, Duration.ofDays(7));
        var alert = new Alert(Alert.Kind.DAY_SPEND, "2026-11-20", "too much", "2 USD", "1 USD");
        database.inTransaction(() -> {
            database.alerts().stand(List.of(alert), now).forEach(database.notices()::alert);
            database.alerts().stand(List.of(alert), now);
            database.alerts().stand(List.of(), now);
        });
        for (var notice : database.notices().waiting()) {
            database.inTransaction(() -> {
                database.notices().claim(notice, now);
                database.notices().failed(notice.n(), "away", now);
                database.notices().done(notice.n(), Optional.empty(), now);
            });
        }
        database.alerts().find(1);
        jobs.watchtower().alerts();
        jobs.watchtower().metrics();
    }

    private Path input(int rows, String name) throws IOException {
        var text = new StringBuilder("id,prompt,tag,model\n");
        for (var i = 1; i <= rows; i++) {
            var model = i % 3 == 0 ? "anthropic/claude-haiku-5-5" : "openai/gpt-6-luna";
            text.append("t" + i + ",What is " + i + " plus one?,team" + i % 2 + "," + model + "\n");
        }
        return Files.writeString(folder.resolve(name + ".csv"), text);
    }
}
