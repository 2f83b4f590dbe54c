package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.JobId;
import route.domain.ModelRef;
import route.sim.TestWorld;

/** Cutting rows into batches, whatever the rows and the limits: nothing is lost, doubled, too large, or cut too early. */
class ShardingTest {
    private static final int RUNS = 12;
    // The file of a batch is there until the batch is over.
    private static final Duration NEVER = Duration.ofDays(1);
    private static final ModelRef LUNA = ModelRef.parse("openai/gpt-6-luna");
    private static final ModelRef HAIKU = ModelRef.parse("anthropic/claude-haiku-5-5");

    @TempDir
    private Path folder;

    /** A batch as its request file has it. */
    private record Cut(ModelRef model, long bytes, List<JsonNode> requests) {}

    @Test
    void everyRowIsInExactlyOneBatchAndEveryBatchWithinItsLimits() throws IOException {
        try (var world = TestWorld.slow(folder, NEVER);
                var jobs = world.jobs()) {
            var cuts = 0;
            for (var seed = 1; seed <= RUNS; seed++) cuts += check(seed, world, jobs);
            assertTrue(cuts > 5 * RUNS, "only " + cuts + " batches: nothing was cut");
        }
    }

    @Test
    void theLimitOfBytesIsExact() throws IOException {
        for (var model : List.of(LUNA, HAIKU)) {
            var place = Files.createDirectories(folder.resolve(model.provider()));
            var whole = cutAt(place.resolve("wide"), model, 1_000_000);
            assertEquals(List.of(8), whole.rows());
            assertEquals(
                    List.of(8),
                    cutAt(place.resolve("exact"), model, whole.bytes()).rows());
            assertEquals(
                    7,
                    cutAt(place.resolve("narrow"), model, whole.bytes() - 1)
                            .rows()
                            .get(0));
        }
    }

    @Test
    void noRequestFileOutlivesItsJob() throws IOException {
        var input = Files.writeString(folder.resolve("in.csv"), "prompt\nName it.\nName it again.\n");
        try (var world = new TestWorld(folder);
                var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input, Map.of()), false).job();
            var view = jobs.run(job, Goal.DELIVERED, Optional.empty());
            assertEquals(2, view.rows().accepted());
            assertTrue(Files.notExists(new Home(folder.resolve("home")).shards(job)));
        }
    }

    /** The rows of each batch, and the bytes of the first. */
    private record Sizes(List<Integer> rows, long bytes) {}

    private Sizes cutAt(Path place, ModelRef model, long maxBytes) throws IOException {
        Files.createDirectories(place);
        Files.writeString(place.resolve("route.yaml"), settings(100, maxBytes));
        var row = "{\"prompt\": \"Name it.\", \"model\": \"" + model + "\"}\n";
        var input = Files.writeString(place.resolve("in.jsonl"), row.repeat(8));
        try (var world = TestWorld.slow(place, NEVER);
                var jobs = world.jobs()) {
            var job = jobs.submit(world.spec(input, Map.of()), false).job();
            var batches = jobs.run(job, Goal.SENT, Optional.empty()).batches();
            var file = new Home(place.resolve("home")).shard(job, batches.get(0).key());
            return new Sizes(batches.stream().map(BatchView::rows).toList(), Files.size(file));
        }
    }

    /** How many batches there are. */
    private int check(int seed, TestWorld world, Jobs jobs) throws IOException {
        var random = new Random(seed);
        var maxRows = 1 + random.nextInt(30);
        var maxBytes = 1_200 + random.nextInt(6_000);
        Files.writeString(folder.resolve("route.yaml"), settings(maxRows, maxBytes));
        var models = new ArrayList<ModelRef>();
        var input = Files.writeString(folder.resolve("in" + seed + ".jsonl"), rows(random, models));
        var job = jobs.submit(world.spec(input, Map.of()), false).job();
        jobs.run(job, Goal.SENT, Optional.empty());
        var cuts = cuts(jobs, job);
        var place = "seed " + seed;
        partition(cuts, models, place);
        for (var cut : cuts) {
            assertTrue(cut.requests().size() <= maxRows, place);
            assertTrue(cut.bytes() <= maxBytes, place + ": " + cut.bytes() + " of " + maxBytes);
        }
        fullness(cuts, maxRows, maxBytes, place);
        return cuts.size();
    }

    private static String settings(int maxRows, long maxBytes) {
        var limits = "limits: {max_rows: " + maxRows + ", max_bytes: " + maxBytes + "}";
        return "providers: {openai: {" + limits + "}, anthropic: {" + limits + "}}\n";
    }

    private static String rows(Random random, List<ModelRef> models) {
        var text = new StringBuilder();
        var rows = 1 + random.nextInt(80);
        for (var i = 0; i < rows; i++) {
            models.add(random.nextInt(3) == 0 ? HAIKU : LUNA);
            var prompt = "\u00e9 ".repeat(random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(20)) + "go";
            text.append("{\"prompt\": \"" + prompt + "\", \"model\": \"" + models.get(i) + "\"}\n");
        }
        return text.toString();
    }

    private List<Cut> cuts(Jobs jobs, JobId job) throws IOException {
        var cuts = new ArrayList<Cut>();
        for (var batch : jobs.view(job).batches()) {
            var file = new Home(folder.resolve("home")).shard(job, batch.key());
            var text = Files.readString(file);
            var isLines = batch.model().equals(LUNA);
            var requests = new ArrayList<JsonNode>();
            if (isLines) for (var line : text.lines().toList()) requests.add(new ObjectMapper().readTree(line));
            else new ObjectMapper().readTree(text).path("requests").forEach(requests::add);
            assertEquals(batch.rows(), requests.size());
            cuts.add(new Cut(batch.model(), Files.size(file), requests));
        }
        return cuts;
    }

    /** Each custom id once; each row once, at its own model. */
    private static void partition(List<Cut> cuts, List<ModelRef> models, String place) {
        var ids = new HashSet<String>();
        var rows = new HashSet<Integer>();
        for (var cut : cuts) {
            for (var request : cut.requests()) {
                assertTrue(ids.add(id(request)), place + ": " + id(request) + " twice");
                assertTrue(rows.add(row(request)), place + ": row " + row(request) + " twice");
                assertEquals(models.get(row(request) - 1), cut.model(), place);
            }
        }
        assertEquals(models.size(), rows.size(), place);
    }

    /** A batch that can be recognised by its file ends only where the next row would not have fitted. */
    private static void fullness(List<Cut> cuts, int maxRows, int maxBytes, String place) {
        var own = cuts.stream()
                .filter(it -> it.model().equals(LUNA))
                .sorted(Comparator.comparing(it -> row(it.requests().get(0))))
                .toList();
        for (var i = 1; i < own.size(); i++) {
            var before = own.get(i - 1);
            var isFull = before.requests().size() == maxRows || before.bytes() + size(own.get(i)) > maxBytes;
            assertTrue(isFull, place + ": a batch of " + before.bytes() + " bytes had room");
        }
    }

    /** The bytes of a batch's first request, with what stands around it. */
    private static long size(Cut cut) {
        var texts = cut.requests().stream().mapToLong(ShardingTest::bytes).sum();
        return bytes(cut.requests().get(0)) + Math.max(1, cut.bytes() - texts);
    }

    private static long bytes(JsonNode request) {
        return request.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String id(JsonNode request) {
        return request.path("custom_id").textValue();
    }

    private static int row(JsonNode request) {
        var id = id(request);
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }
}
