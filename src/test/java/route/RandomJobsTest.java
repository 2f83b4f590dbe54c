package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Money;
import route.sandbox.SandboxOptions;

/** Random tables as whole jobs, at a provider that fails some rows: the output is the input and more, and the bill adds up. */
class RandomJobsTest {
    private static final int RUNS = 25;
    private static final List<String> PIECES = List.of(
            "a",
            "Why",
            " ",
            "\"",
            ",",
            ";",
            "\t",
            "\n",
            "\r\n",
            "|",
            "'",
            "\u00fc",
            "\u65e5\u672c",
            "\ud83d\ude80",
            "=1+1",
            "{{x}}",
            "0");
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final List<String> WAYS = List.of("model", "tier", "provider", "job", "task", "tag", "day");
    private static final Set<String> ENDINGS = Set.of("accepted", "failed", "skipped");
    private static final int ADDED = 11;

    @TempDir
    private Path folder;

    private Program program;

    @Test
    void theOutputIsTheInputAndMoreAndTheBillIsTheSumOfItsRows() throws IOException {
        var failed = 0L;
        for (var seed = 1; seed <= RUNS; seed++) failed += check(seed);
        assertTrue(failed > 0, "no row failed, so nothing was seen of rows that do");
    }

    @BeforeEach
    void open() {
        program = new Program(folder);
    }

    @AfterEach
    void close() {
        program.close();
    }

    /** How many rows failed. */
    private long check(int seed) throws IOException {
        var random = new Random(seed);
        program.sandbox(SandboxOptions.defaults()
                .taking(Duration.ZERO, Duration.ZERO)
                .withErrorRate(random.nextInt(3) * 0.25)
                .withSeed(seed));
        var delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
        var table = table(random);
        var text = new StringBuilder();
        var ending = random.nextBoolean() ? "\n" : "\r\n";
        table.forEach(it -> text.append(String.join(delimiter + "", quoted(it, delimiter, random)))
                .append(ending));
        var input = Files.writeString(program.here().resolve("in" + seed + ".csv"), text);
        var limits = "limits: {max_rows: " + (1 + random.nextInt(20)) + "}";
        Files.writeString(program.here().resolve("route.yaml"), "providers: {openai: {" + limits + "}}\n");
        var env = Map.of("ROUTE_MAX_ATTEMPTS", "" + (1 + random.nextInt(3)));
        var job = submit(input, delimiter, env, "seed " + seed);
        var rows = output(job.path("output").textValue(), delimiter);
        same(table, rows, "seed " + seed);
        bill(job, rows, "seed " + seed);
        return job.path("rows").path("failed").asLong();
    }

    private JsonNode submit(Path input, char delimiter, Map<String, String> env, String place) throws IOException {
        var command = List.of("batch", "submit", input.toString(), "--sandbox", "--wait", "--json", "-q");
        var flags = List.of("--on-bad-row", "skip", "--delimiter", delimiter + "");
        var all = new ArrayList<>(command);
        all.addAll(flags);
        var said = program.run(env, all);
        assertTrue(said.code() == 0 || said.code() == 3, place + ": " + said);
        return new ObjectMapper().readTree(said.out());
    }

    private static List<List<String>> table(Random random) {
        var columns = new ArrayList<>(List.of("prompt", "tag"));
        for (var i = random.nextInt(5); i > 0; i--)
            columns.add(random.nextInt(columns.size() + 1), "c" + i + text(random, 2));
        var table = new ArrayList<List<String>>();
        table.add(columns.stream().map(it -> it.strip()).toList());
        for (var i = 1 + random.nextInt(40); i > 0; i--) {
            var row = new ArrayList<String>();
            for (var column : columns) row.add(column.equals("prompt") ? prompt(random) : text(random, 4));
            table.add(row);
        }
        return table;
    }

    /** Now and then there is none. */
    private static String prompt(Random random) {
        return random.nextInt(15) == 0 ? "" : "Name it: " + text(random, 12);
    }

    private static String text(Random random, int pieces) {
        var text = new StringBuilder();
        for (var i = random.nextInt(pieces + 1); i > 0; i--) text.append(PIECES.get(random.nextInt(PIECES.size())));
        return text.toString();
    }

    /** In quotes where that is needed, and at times where it is not. */
    private static List<String> quoted(List<String> row, char delimiter, Random random) {
        return row.stream()
                .map(it -> {
                    var needs =
                            it.isEmpty() || it.indexOf(delimiter) >= 0 || it.matches("(?s).*[\"\\r\\n].*|\\s.*|.*\\s");
                    return needs || random.nextInt(4) == 0 ? '"' + it.replace("\"", "\"\"") + '"' : it;
                })
                .toList();
    }

    private List<CSVRecord> output(String name, char delimiter) throws IOException {
        var text = Files.readString(program.here().resolve(name));
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get()
                .parse(new StringReader(text))
                .getRecords();
    }

    private static void same(List<List<String>> table, List<CSVRecord> rows, String place) {
        assertEquals(table.size(), rows.size(), place);
        var width = table.get(0).size();
        var status = width + 1;
        assertEquals("route_status", rows.get(0).get(status), place);
        for (var i = 0; i < table.size(); i++) {
            assertEquals(width + ADDED, rows.get(i).size(), place + ", row " + i);
            assertEquals(table.get(i), rows.get(i).toList().subList(0, width), place + ", row " + i);
            if (i == 0) continue;
            assertTrue(ENDINGS.contains(rows.get(i).get(status)), place);
            var isEmpty = table.get(i).get(table.get(0).indexOf("prompt")).isEmpty();
            assertEquals(isEmpty, rows.get(i).get(status).equals("skipped"), place + ", row " + i);
        }
    }

    private void bill(JsonNode job, List<CSVRecord> rows, String place) throws IOException {
        var cost = Money.ofDollars(job.path("cost_usd").textValue());
        var column = rows.get(0).toList().indexOf("route_cost_usd");
        var sum = rows.stream()
                .skip(1)
                .map(it -> it.get(column))
                .filter(it -> !it.isEmpty())
                .map(Money::ofDollars)
                .reduce(Money.ZERO, Money::plus);
        assertEquals(cost, sum, place);
        var counts = new HashMap<String, Long>();
        for (var way : WAYS) {
            var report = report(job.path("job").textValue(), way);
            assertEquals(
                    cost, Money.ofDollars(report.path("total").path("cost_usd").textValue()), place);
            var groups = Money.ZERO;
            var billed = 0L;
            for (var group : report.path("groups")) {
                groups = groups.plus(Money.ofDollars(group.path("cost_usd").textValue()));
                billed += group.path("rows").asLong();
            }
            assertEquals(cost, groups, place + " by " + way);
            counts.put(way, billed);
        }
        assertEquals(1, Set.copyOf(counts.values()).size(), place + ": " + counts);
    }

    private JsonNode report(String job, String way) throws IOException {
        var said =
                program.run(Map.of(), List.of("report", "--sandbox", "--job", job, "--by-" + way, "--format", "json"));
        return new ObjectMapper().readTree(said.out());
    }
}
