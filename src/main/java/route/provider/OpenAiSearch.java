package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import route.provider.OpenAiVariant.Listing;
import route.provider.Trouble.Asked;
import route.wire.Call;
import route.wire.Wire;

/**
 * Looks in a provider's list for the batch of a shard: it names the shard's file and carries its key.
 *
 * <p>A batch that {@code failed} its file check never ran, so it is no sighting: the same file may be sent again after
 * too much was queued, and then two batches name it.
 */
final class OpenAiSearch {
    // The list shows when the provider made a batch, by its own clock.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
    // What the API that is copied shows where no limit is asked for.
    private static final int USUAL_PAGE = 20;

    private final OpenAiVariant variant;
    private final Shard shard;
    private final String uploadId;
    private final Set<String> known;
    private final Wire wire;

    OpenAiSearch(OpenAiVariant variant, Shard shard, String uploadId, Set<String> known, Wire wire) {
        this.variant = variant;
        this.shard = shard;
        this.uploadId = uploadId;
        this.known = known;
        this.wire = wire;
    }

    Sighting since(Instant creation) {
        var near = ours(narrowed());
        if (!near.isEmpty()) return sighting(near);
        var from = creation.minus(CLOCK_SKEW);
        var listed = listed(from);
        var found = ours(listed);
        if (!found.isEmpty()) return sighting(found);
        return isWhole(listed, from)
                ? new Sighting.Absent()
                : new Sighting.Unsure("the provider lists " + listed.size()
                        + " batches and none is this one, but it may hold back others: it lists without pages");
    }

    private static Sighting sighting(List<String> found) {
        if (found.size() == 1) return new Sighting.Found(found.get(0), true);
        return new Sighting.Unsure(
                found.size() + " batches carry the file or the key of this shard: " + String.join(", ", found));
    }

    private List<String> ours(List<JsonNode> batches) {
        return batches.stream()
                .filter(this::isOurs)
                .map(it -> Json.string(it.path("id")))
                .filter(it -> !known.contains(it))
                .toList();
    }

    private boolean isOurs(JsonNode batch) {
        if (Json.string(batch.path("status")).equals("failed")) return false;
        var sameFile =
                !uploadId.isBlank() && Json.string(batch.path("input_file_id")).equals(uploadId);
        return sameFile || Json.string(batch.at("/metadata/route_shard")).equals(shard.key());
    }

    // A short cut: whatever it does not show is looked for in the whole list, so a server may ignore or refuse it.
    private List<JsonNode> narrowed() {
        var query = variant.listing().narrowed(encoded(uploadId), encoded(shard.key()));
        if (query.isEmpty()) return List.of();
        var reply = Trouble.send(wire, Call.get("/batches?limit=100&" + query.get()), Asked.ANYTHING_ELSE);
        var found = new ArrayList<JsonNode>();
        if (reply.isOk()) Json.read(reply.body()).path("data").forEach(found::add);
        return found;
    }

    // Newest first as observed, though not promised: reading ends only with a page on which all are too old.
    private List<JsonNode> listed(Instant from) {
        var batches = new ArrayList<JsonNode>();
        var seen = new HashSet<String>();
        for (var after = ""; ; ) {
            var page = OpenAi.body(OpenAiTrouble.TROUBLE.ask(wire, Call.get(path(after)), Asked.ANYTHING_ELSE));
            if (!page.path("data").isArray())
                throw new CallException.Busy("the answer holds no list of batches; base_url may be wrong", 0, null);
            // A server that does not page gives the same page for ever.
            var fresh = new ArrayList<JsonNode>();
            page.path("data").forEach(it -> {
                if (seen.add(Json.string(it.path("id")))) fresh.add(it);
            });
            batches.addAll(fresh);
            var allOld = fresh.stream().allMatch(it -> isOlder(it, from));
            if (allOld || !page.path("has_more").asBoolean(false)) return batches;
            after = Json.string(fresh.get(fresh.size() - 1).path("id"));
        }
    }

    private String path(String after) {
        var cursor = after.isEmpty() ? "" : "after=" + encoded(after);
        if (variant.listing() == Listing.UNPAGED) return "/batches" + (cursor.isEmpty() ? "" : "?" + cursor);
        return "/batches?limit=100" + (cursor.isEmpty() ? "" : "&" + cursor);
    }

    // Without pages a short list is whole, and a long one reaches far enough back where it runs from new to old.
    private boolean isWhole(List<JsonNode> batches, Instant from) {
        if (variant.listing() != Listing.UNPAGED || batches.size() < USUAL_PAGE) return true;
        var first = batches.get(0);
        var last = batches.get(batches.size() - 1);
        return isOlder(last, from) && Json.count(first.path("created_at")) > Json.count(last.path("created_at"));
    }

    private static boolean isOlder(JsonNode batch, Instant from) {
        return Json.count(batch.path("created_at")) < from.getEpochSecond();
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
