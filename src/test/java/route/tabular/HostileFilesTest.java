package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.Row;
import route.domain.Source;

/** Bad, odd and merely strange files from everywhere: each ends in one of the outcomes its manifest allows. */
class HostileFilesTest {

    /** Files on which we differ from the manifest on purpose. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "generated/csv_gzip_named_csv.csv",
            "told by its first bytes and unpacked on purpose: then it has 20 rows, as its remark says, not 0");

    /** Rows of these are judged by what a prompt is, which is not known in this room: only counted here. */
    private static final Set<String> CHATS =
            Set.of("generated/jsonl_messages_hazards.jsonl", "generated/jsonl_openai_batch_hazards.jsonl");

    /** From here on, in bytes, a file is not also written and read again: it would only take long. */
    private static final long LARGE = 1 << 20;

    /** A row as the manifest speaks of it. */
    private record Seen(long row, long line, boolean good, String prompt) {}

    @TempDir
    Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void everyFileEndsAsItsManifestAllowsWithNothingSaidAboutIt() throws IOException {
        checkAll(it -> Optional.empty(), it -> '\0');
    }

    @Test
    void everyFileEndsAsItsManifestAllowsWithItsFormatAndDelimiterGiven() throws IOException {
        checkAll(
                it -> switch (it.path("format").asText()) {
                    case "csv" -> Optional.of(InputKind.CSV);
                    case "jsonl" -> Optional.of(InputKind.JSONL);
                    default -> Optional.empty();
                },
                it -> it.path("delimiter").asText("\0").charAt(0));
    }

    @Test
    void filesInTheEncodingTheUserNamesAreReadWhole() throws IOException {
        for (var entry : manifest()) {
            var named = entry.path("with_encoding");
            if (!named.isMissingNode()) {
                var source = new Source(
                        path(entry),
                        Optional.empty(),
                        '\0',
                        named.path("encoding").asText());
                check(entry, named, source);
            }
        }
        assertEquals(List.of(), complaints);
    }

    private void checkAll(
            java.util.function.Function<JsonNode, Optional<InputKind>> kind,
            java.util.function.Function<JsonNode, Character> delimiter)
            throws IOException {
        int files = 0;
        for (var entry : manifest()) {
            files++;
            check(entry, entry, new Source(path(entry), kind.apply(entry), delimiter.apply(entry), ""));
        }
        assertTrue(files > 500, files + " files");
        assertEquals("", String.join("\n", complaints));
    }

    private static List<JsonNode> manifest() throws IOException {
        var entries = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(SharedData.root().resolve("hostile/manifest.jsonl"))) {
            entries.add(new ObjectMapper().readTree(line));
        }
        return entries;
    }

    private static String path(JsonNode entry) {
        return SharedData.root()
                .resolve("hostile")
                .resolve(entry.path("file").asText())
                .toString();
    }

    /** @param wanted the outcome: the entry itself, or what it says for a named encoding */
    private void check(JsonNode entry, JsonNode wanted, Source source) {
        var file = entry.path("file").asText();
        var allowed = new HashSet<String>();
        wanted.path("expect").forEach(it -> allowed.add(it.asText()));
        var copy = folder.resolve("copy");
        List<Seen> seen;
        InputLayout layout;
        try {
            layout = Rows.take(source, copy);
            seen = rows(entry, copy, layout);
        } catch (InputException e) {
            complain(file, e.getMessage().lines().count() <= 3, "more than three lines: " + e.getMessage());
            complain(file, allowed.contains("reject_file"), "refused: " + e.getMessage());
            complain(file, !Files.exists(copy) || e.getMessage().contains("prompt"), "left a copy behind");
            return;
        }
        if (source.kind().isPresent() && layout.bytes() < LARGE) {
            survivesTheWayOut(file, copy, layout, InputKind.JSONL);
            survivesTheWayOut(file, copy, layout, layout.kind().isTable() ? layout.kind() : InputKind.CSV);
        }
        if (wanted.path("rows").isNull() || wanted.path("rows").isMissingNode() || CHATS.contains(file)) {
            return;
        }
        boolean allGood = seen.stream().allMatch(Seen::good);
        complain(file, !allGood || allowed.contains("accept"), "accepted, " + seen.size() + " rows");
        checkRows(file, entry, wanted, seen);
    }

    /** The prompts, judged by the simplest rule: a text that is not blank. */
    private static List<Seen> rows(JsonNode entry, Path copy, InputLayout layout) {
        boolean table = layout.kind().isTable();
        var name = entry.path(table ? "prompt_column" : "prompt_field").asText("prompt");
        if (table && layout.header().stream().filter(name::equals).count() != 1) {
            throw new InputException(
                    "no single column " + "prompt among " + layout.header().size());
        }
        var seen = new ArrayList<Seen>();
        for (var row : Rows.read(copy, layout)) {
            var isText = row.fields().json(name).filter(it -> it.startsWith("\""));
            var prompt = isText.flatMap(it -> row.fields().text(name)).orElse("");
            seen.add(new Seen(row.number(), row.line(), !prompt.isBlank(), prompt));
        }
        return seen;
    }

    private void checkRows(String file, JsonNode entry, JsonNode wanted, List<Seen> seen) {
        int rows = wanted.path("rows").asInt();
        var bad = StreamSupport.stream(wanted.path("bad_rows").spliterator(), false)
                .toList();
        long dropped = bad.stream()
                .filter(it -> it.path("also_ok").asText().equals("skip"))
                .filter(it -> seen.stream()
                        .noneMatch(row -> row.line() == it.path("line").asLong()))
                .count();
        var counts = new HashSet<>(List.of(rows, rows - (int) dropped));
        wanted.path("rows_also_ok").forEach(it -> counts.add(it.asInt()));
        complain(file, counts.contains(seen.size()), seen.size() + " rows, not " + counts);
        if (dropped == 0 && seen.size() == rows) {
            for (var it : bad) {
                var row = seen.get(it.path("row").asInt() - 1);
                complain(
                        file,
                        row.line() == it.path("line").asLong(),
                        "row " + row.row() + " on line " + row.line() + ", not " + it.path("line"));
            }
        }
        var either = new HashSet<Long>();
        entry.path("either_rows").forEach(it -> either.add(it.asLong()));
        var named = lines(bad, it -> true);
        var must = lines(bad, it -> it.path("also_ok").asText().isEmpty());
        var ours = seen.stream()
                .filter(it -> !it.good() && !either.contains(it.row()))
                .map(Seen::line)
                .collect(Collectors.toSet());
        must.forEach(it -> complain(file, ours.contains(it), "the row on line " + it + " is not named"));
        if (entry.path("good_rows").isMissingNode() && bad.isEmpty()) {
            return;
        }
        boolean listed = entry.path("bad_row_count").isMissingNode();
        if (listed) {
            ours.forEach(it -> complain(file, named.contains(it), "the row on line " + it + " is named: " + it));
        } else {
            complain(file, ours.size() == entry.path("bad_row_count").asInt(), ours.size() + " bad rows");
        }
        var good = seen.stream()
                .filter(it -> !either.contains(it.row()) && (listed ? !named.contains(it.line()) : it.good()))
                .map(Seen::prompt)
                .toList();
        var digest = wanted.path("good_prompts_sha256");
        if (!digest.isMissingNode() && !digest.isNull()) {
            complain(
                    file,
                    digest.asText().equals(digest(good)),
                    "other prompts: " + good.size() + ", " + wanted.path("good_rows"));
        }
    }

    private static Set<Long> lines(List<JsonNode> bad, Predicate<JsonNode> which) {
        return bad.stream().filter(which).map(it -> it.path("line").asLong()).collect(Collectors.toSet());
    }

    /** Written with results and read again: as many rows, in the same order, the user's values unchanged. */
    private void survivesTheWayOut(String file, Path copy, InputLayout layout, InputKind kind) {
        var before = Rows.read(copy, layout);
        if (before.isEmpty()) {
            return;
        }
        var merged = Rows.merged(copy, layout, kind, false, "an \"answer\",\nof two lines");
        var again = folder.resolve("again");
        var source = new Source("-", Optional.of(kind), kind == layout.kind() ? layout.delimiter() : ',', "");
        var after = Rows.read(again, Rows.take(source, merged, again));
        complain(file, before.size() == after.size(), "written as " + kind + ": " + after.size() + " rows");
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            var problem = difference(before.get(i), after.get(i), kind == layout.kind());
            complain(file, problem.isEmpty(), "written as " + kind + ", row " + (i + 1) + ": " + problem);
        }
    }

    private static String difference(Row before, Row after, boolean sameKind) {
        if (!before.readable()) {
            return after.readable() || before.problem().contains("UTF-8") ? "" : "unreadable: " + after.problem();
        }
        if (!after.readable()) {
            return after.problem();
        }
        for (var name : before.fields().names()) {
            var was = before.fields().text(name).orElse("");
            var is = after.fields().text(name).orElse("");
            if (!was.equals(is) && (sameKind || !Utf8.encodable(was).equals(is))) {
                return name + " was <" + was + "> is <" + is + ">";
            }
        }
        return "";
    }

    private void complain(String file, boolean fine, String complaint) {
        if (!fine && !EXCEPTIONS.containsKey(file)) {
            complaints.add(file + ": " + complaint);
        }
    }

    private static String digest(List<String> prompts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var it : prompts) {
                var bytes = utf8WithSurrogates(it);
                digest.update((bytes.length + ":").getBytes(UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8WithSurrogates(String text) {
        var out = new java.io.ByteArrayOutputStream();
        text.codePoints().forEach(it -> {
            if (it >= 0xD800 && it <= 0xDFFF) {
                out.write(0xE0 | it >> 12);
                out.write(0x80 | it >> 6 & 0x3F);
                out.write(0x80 | it & 0x3F);
            } else {
                out.writeBytes(Character.toString(it).getBytes(UTF_8));
            }
        });
        return out.toByteArray();
    }
}
