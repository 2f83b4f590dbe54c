package route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A file of the hostile collection and what its manifest says of it.
 *
 * @param entry the line of the manifest
 * @param wanted what is expected: the entry, or what it says for when the encoding is given
 * @param encoding given to the program; empty for none
 */
record HostileFile(Path root, JsonNode entry, JsonNode wanted, String encoding) {

    /** Rows that cannot be used, as the program names them. */
    record Found(long rows, Map<Long, Long> lineOfBadRow) {}

    /** All files of the collection, those with an encoding of their own twice; skips the test where it is not at hand. */
    static List<HostileFile> all() throws IOException {
        var named = Optional.ofNullable(System.getProperty("ROUTE_SHARED_DATA"))
                .or(() -> Optional.ofNullable(System.getenv("ROUTE_SHARED_DATA")));
        var root = Path.of(named.orElse("../shared/data")).resolve("hostile").toAbsolutePath();
        var manifest = root.resolve("manifest.jsonl");
        Assumptions.assumeTrue(Files.exists(manifest), "no hostile files beside the project");
        var all = new ArrayList<HostileFile>();
        for (var line : Files.readAllLines(manifest)) {
            var entry = new ObjectMapper().readTree(line);
            all.add(new HostileFile(root, entry, entry, ""));
            var named2 = entry.path("with_encoding");
            if (!named2.isMissingNode()) {
                all.add(new HostileFile(
                        root, entry, named2, named2.path("encoding").asText()));
            }
        }
        return all;
    }

    String name() {
        return entry.path("file").asText() + (encoding.isEmpty() ? "" : " as " + encoding);
    }

    Path path() {
        return root.resolve(entry.path("file").asText());
    }

    boolean isTable() {
        return entry.path("format").asText().equals("csv");
    }

    String delimiter() {
        return entry.path("delimiter").asText(",");
    }

    String promptName() {
        return entry.path(isTable() ? "prompt_column" : "prompt_field").asText("prompt");
    }

    /** The settings that a user would give. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("prompt_column", promptName());
        if (isTable()) settings.put("input_format", "csv");
        if (entry.path("format").asText().equals("jsonl")) settings.put("input_format", "jsonl");
        if (isTable() && entry.has("delimiter")) settings.put("delimiter", delimiter());
        if (!encoding.isEmpty()) settings.put("encoding", encoding);
        return settings;
    }

    boolean allows(String outcome) {
        return texts(wanted.path("expect")).contains(outcome);
    }

    /** The digest of the prompts of all good rows, where every parser agrees on which these are. */
    Optional<String> promptDigest() {
        var digest = wanted.path("good_prompts_sha256");
        var isSettled = entry.path("either_rows").isEmpty() && bad().noneMatch(it -> it.has("also_ok"));
        return digest.isTextual() && isSettled ? Optional.of(digest.asText()) : Optional.empty();
    }

    /** How what was found departs from the manifest; empty where it does not. */
    List<String> faults(Found found) {
        if (!wanted.path("rows").isNumber()) return List.of();
        var faults = new ArrayList<String>();
        if (found.lineOfBadRow().isEmpty() && !allows("accept")) faults.add("accepted, " + found.rows() + " rows");
        var counts = counts(found);
        if (!counts.contains(found.rows())) faults.add(found.rows() + " rows, not " + counts);
        nameFaults(found, faults);
        return faults;
    }

    private Set<Long> counts(Found found) {
        long rows = wanted.path("rows").asLong();
        var isEmptyEnd = bad().filter(it -> it.path("also_ok").asText().equals("skip"))
                .filter(it ->
                        !found.lineOfBadRow().containsValue(it.path("line").asLong()))
                .count();
        var counts = new HashSet<Long>();
        for (var less = 0L; less <= isEmptyEnd; less++) counts.add(rows - less);
        wanted.path("rows_also_ok").forEach(it -> counts.add(it.asLong()));
        return counts;
    }

    private void nameFaults(Found found, List<String> faults) {
        var either = new HashSet<Long>();
        entry.path("either_rows").forEach(it -> either.add(it.asLong()));
        var ours = new HashSet<Long>();
        found.lineOfBadRow().forEach((row, line) -> {
            if (!either.contains(row)) ours.add(line);
        });
        if (wanted.has("bad_row_count")) {
            var count = wanted.path("bad_row_count").asLong();
            if (ours.size() != count) faults.add(ours.size() + " bad rows, not " + count);
            return;
        }
        lines(it -> !it.has("also_ok")).stream()
                .filter(it -> !ours.contains(it))
                .forEach(it -> faults.add("the row on line " + it + " is not named"));
        if (!wanted.has("good_rows") && bad().findAny().isEmpty()) return;
        var named = lines(it -> true);
        ours.stream()
                .filter(it -> !named.contains(it))
                .forEach(it -> faults.add("the row on line " + it + " is named"));
        if (found.rows() == wanted.path("rows").asLong()) {
            bad().filter(it -> found.lineOfBadRow().containsKey(it.path("row").asLong()))
                    .filter(it -> !found.lineOfBadRow()
                            .get(it.path("row").asLong())
                            .equals(it.path("line").asLong()))
                    .forEach(it -> faults.add("row " + it.path("row") + " is not on line " + it.path("line")));
        }
    }

    private Set<Long> lines(Predicate<JsonNode> which) {
        return bad().filter(which).map(it -> it.path("line").asLong()).collect(Collectors.toSet());
    }

    private java.util.stream.Stream<JsonNode> bad() {
        return StreamSupport.stream(wanted.path("bad_rows").spliterator(), false);
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new HashSet<String>();
        list.forEach(it -> texts.add(it.asText()));
        return texts;
    }
}
