package route;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.flow.Jobs;
import route.sim.TestWorld;

/** Bad, odd and strange files from everywhere, through the whole program: planned, and as a sample also sent. */
class HostileInputsTest {

    /** Where we differ from the manifest on purpose, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            entry(
                    "generated/csv_whitespace_prompts.csv: the row on line 14 is named",
                    "a zero-width space alone, which may count as blank, as the remark says"),
            entry("suites/blns.csv: the row on line 48 is named", "nothing but control characters"),
            entry("suites/blns.tsv: the row on line 48 is named", "nothing but control characters"),
            entry("suites/blns.jsonl: the row on line 47 is named", "nothing but control characters"),
            entry(
                    "generated/csv_10mb_cell.csv.gz: the row on line 5 is named",
                    "too long for every model, as the remark allows"),
            entry("generated/jsonl_10mb_line.jsonl.gz: the row on line 3 is named", "too long for every model"),
            entry(
                    "generated/csv_gzip_named_csv.csv: 20 rows, not [0]",
                    "told by its first bytes and unpacked on purpose: its remark says 20 rows"),
            entry("generated/jsonl_numbers.jsonl: the row on line 7 is named", "its id is a list"),
            entry(
                    "corpus/duckdb/data__json__inconsistent_schemas.ndjson: the row on line 3 is named",
                    "its id is a list"),
            entry(
                    "generated/jsonl_openai_batch_hazards.jsonl: the row on line 1 is named",
                    "its model m-small is none of the known"));

    private static final int LARGE = 200_000;
    private static final int EVERY = 5;
    private static final int MOST_LINES = 3;

    /** A row of the output: what the user wrote as its prompt, and how it ended. */
    private record Out(String prompt, String status) {}

    @TempDir
    private Path folder;

    private final List<String> faults = new ArrayList<>();
    private TestWorld world;

    @BeforeEach
    void open() {
        world = new TestWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyFileIsPlannedAsItsManifestAllows() throws IOException {
        try (var jobs = world.jobs()) {
            for (var file : HostileFile.all()) plan(file, jobs);
        }
        assertEquals("", String.join("\n", faults));
    }

    private void plan(HostileFile file, Jobs jobs) {
        var bad = new TreeMap<Long, Long>();
        var good = new ArrayList<Long>();
        try {
            var spec = world.spec(file.path(), file.settings());
            jobs.rehearsal().classify(spec, it -> good.add(it.row()), it -> bad.put(it.number(), it.line()), it -> {});
            var view = jobs.rehearsal().plan(spec);
            check(file, view.rows() == good.size() + bad.size(), "the plan has " + view.rows() + " rows");
            check(file, view.badCount() == bad.size(), "the plan has " + view.badCount() + " bad rows");
        } catch (InputException e) {
            check(file, e.getMessage().lines().count() <= MOST_LINES, "more than three lines: " + e.getMessage());
            check(file, file.allows("reject_file"), "refused: " + e.getMessage());
            return;
        } catch (RuntimeException e) {
            check(file, false, "fails with " + e);
            return;
        }
        file.faults(new HostileFile.Found(good.size() + bad.size(), bad)).forEach(it -> check(file, false, it));
    }

    @Test
    void whatIsSentComesBackInItsPlaceWithItsOwnWords() throws IOException {
        var sent = 0;
        var place = 0;
        try (var program = new Program(folder)) {
            for (var file : HostileFile.all()) {
                var isSample = place++ % EVERY == 0 && Files.size(file.path()) < LARGE;
                if (isSample) sent += send(file, program) ? 1 : 0;
            }
        }
        assertEquals("", String.join("\n", faults));
        assertTrue(sent > 60, sent + " files were sent");
    }

    /** Sends a file and compares what comes back; whether it could be sent. */
    private boolean send(HostileFile file, Program program) throws IOException {
        var output = folder.resolve("out" + (file.isTable() ? ".csv" : ".jsonl"));
        var said = program.run(Map.of(), command(file, output));
        check(file, said.code() == 0 || said.code() == 2 || said.code() == 3, "exit " + said.code() + said.err());
        if (said.code() == 2 || said.out().isEmpty()) return false;
        var job = new ObjectMapper().readTree(said.out());
        var counts = job.path("rows");
        check(file, counts.path("failed").asLong() == 0, said.out());
        var rows = file.isTable() ? table(output, file) : lines(output, file);
        check(file, rows.size() == counts.path("total").asLong(), rows.size() + " rows came back of " + counts);
        var accepted =
                rows.stream().filter(it -> it.status().equals("accepted")).toList();
        check(file, accepted.size() == counts.path("accepted").asLong(), accepted.size() + " are accepted: " + counts);
        var digest = digest(accepted.stream().map(Out::prompt).toList());
        var leavesOutMore = EXCEPTIONS.keySet().stream().anyMatch(it -> it.startsWith(file.name() + ": the row"));
        if (leavesOutMore) return true;
        file.promptDigest().ifPresent(it -> check(file, it.equals(digest), "other prompts came back"));
        return true;
    }

    private static List<String> command(HostileFile file, Path output) {
        var words = new ArrayList<>(List.of("batch", "submit", file.path().toString(), "--sandbox", "--wait"));
        words.addAll(
                List.of("--json", "-q", "--on-bad-row", "skip", "--overwrite", "--again", "-o", output.toString()));
        file.settings().forEach((name, value) -> words.addAll(List.of("--" + name.replace('_', '-'), value)));
        return words;
    }

    /** A table, as a parser that is not ours reads it. */
    private static List<Out> table(Path output, HostileFile file) throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(file.delimiter())
                .setIgnoreEmptyLines(false)
                .get();
        var records = format.parse(new StringReader(text(output))).getRecords();
        var header = records.get(0).toList();
        var prompt = header.indexOf(file.promptName());
        var status = header.indexOf("route_status");
        return records.stream()
                .skip(1)
                .map(it -> new Out(it.size() > prompt ? it.get(prompt) : "", it.get(status)))
                .toList();
    }

    private static List<Out> lines(Path output, HostileFile file) throws IOException {
        var rows = new ArrayList<Out>();
        for (var line : text(output).split("\n")) {
            if (line.isBlank()) continue;
            var row = new ObjectMapper().readTree(line);
            rows.add(new Out(
                    row.path(file.promptName()).asText(),
                    row.path("route").path("status").asText()));
        }
        return rows;
    }

    /** Without a byte order mark; a skipped row that is not UTF-8 keeps its bytes, and is not looked at. */
    private static String text(Path output) throws IOException {
        var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void check(HostileFile file, boolean isFine, String fault) {
        var whole = file.name() + ": " + fault;
        if (!isFine && !EXCEPTIONS.containsKey(whole)) faults.add(whole);
    }

    /** As the manifest's remarks define it: over the length in bytes, a colon, and the bytes of each. */
    private static String digest(List<String> prompts) {
        var all = new ByteArrayOutputStream();
        for (var prompt : prompts) {
            var bytes = bytes(prompt);
            all.writeBytes((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(bytes);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** UTF-8, with half of a surrogate pair as three bytes. */
    private static byte[] bytes(String text) {
        var out = new ByteArrayOutputStream();
        text.codePoints().forEach(it -> {
            if (it >= 0xD800 && it <= 0xDFFF) {
                out.writeBytes(
                        new byte[] {(byte) (0xE0 | it >> 12), (byte) (0x80 | it >> 6 & 0x3F), (byte) (0x80 | it & 0x3F)
                        });
            } else {
                out.writeBytes(Character.toString(it).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }
}
