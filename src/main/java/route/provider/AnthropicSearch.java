package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import route.provider.AnthropicTrouble.Asked;
import route.wire.NoAnswerException;
import route.wire.Wire;

/**
 * Looks for a batch whose creation was cut short. Anthropic's batches carry no name and do not show what is in them
 * until they have ended, so this is how certain it can be:
 *
 * <ul>
 *   <li>A batch counts only if it was made since the attempt and holds as many requests as the shard.
 *   <li>One that has ended shows its custom ids: it is ours, beyond doubt, or it is not.
 *   <li>One that is still running is taken for ours only where it is the only one left. That rests on the flow creating
 *       one batch at a time, and on nobody else in the workspace sending as many rows in the same minutes. A mistake
 *       shows when the results are read, whose ids then are not ours.
 *   <li>Where several are running, a person has to decide.
 * </ul>
 */
final class AnthropicSearch {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final Shard shard;
    private final Set<String> known;
    private final Wire wire;

    AnthropicSearch(Shard shard, Set<String> known, Wire wire) {
        this.shard = shard;
        this.known = known;
        this.wire = wire;
    }

    Sighting since(Instant start) {
        var running = new ArrayList<String>();
        var unreadable = new ArrayList<String>();
        for (var batch : listed(start.minus(CLOCK_SKEW))) {
            if (AnthropicStatus.total(batch) != shard.rows()) continue;
            var id = Json.string(batch.path("id"));
            if (known.contains(id)) continue;
            if (!Json.string(batch.path("processing_status")).equals("ended")) running.add(id);
            else {
                var ours = holdsOurIds(id);
                if (ours.isEmpty()) unreadable.add(id);
                else if (ours.get()) return new Sighting.Found(id, true);
            }
        }
        if (!unreadable.isEmpty()) {
            return new Sighting.Unsure(
                    "the results of " + String.join(", ", unreadable) + " hold no id that can be read");
        }
        return switch (running.size()) {
            case 0 -> new Sighting.Absent();
            case 1 -> new Sighting.Found(running.get(0), false);
            default ->
                new Sighting.Unsure(running.size() + " batches of " + shard.rows()
                        + " requests made since then are still running, any of which may be this shard: "
                        + String.join(", ", running));
        };
    }

    // The list is documented as newest first.
    private List<JsonNode> listed(Instant from) {
        var batches = new ArrayList<JsonNode>();
        var seen = new HashSet<String>();
        for (var after = ""; ; ) {
            var query = "?limit=100" + (after.isEmpty() ? "" : "&after_id=" + Anthropic.encoded(after));
            var page = Anthropic.body(
                    AnthropicTrouble.ask(wire, Anthropic.get(Anthropic.BATCHES + query), Asked.ANYTHING_ELSE));
            if (!page.path("data").isArray())
                throw new CallException.Busy("the answer holds no list of batches; base_url may be wrong", 0, null);
            int fresh = 0;
            for (var batch : page.path("data")) {
                if (!seen.add(Json.string(batch.path("id")))) continue;
                after = Json.string(batch.path("id"));
                if (!isBefore(batch, from)) {
                    fresh++;
                    batches.add(batch);
                }
            }
            if (fresh == 0 || !page.path("has_more").asBoolean(false)) return batches;
        }
    }

    // A batch without a readable date is looked at rather than overlooked.
    private static boolean isBefore(JsonNode batch, Instant from) {
        return AnthropicStatus.instant(batch.path("created_at"))
                .map(it -> it.isBefore(from))
                .orElse(false);
    }

    // Every line of a result file has the id of a row, so the first is enough.
    private Optional<Boolean> holdsOurIds(String id) {
        var look = shard.file().resolveSibling(shard.file().getFileName() + ".look");
        try {
            var reply = wire.download(Anthropic.resultsOf(id), look);
            // Results are kept for 29 days, so these are only late.
            if (reply.status() == 404)
                throw new CallException.Busy("the results of " + id + " are not there yet", 0, null);
            if (reply.status() != 200) throw AnthropicTrouble.trouble(reply, Asked.BY_ID);
            return isOurs(look);
        } catch (NoAnswerException lost) {
            throw AnthropicTrouble.lost(lost, Asked.BY_ID);
        } finally {
            remove(look);
        }
    }

    // A file that was cut short may hold no id at all, which says nothing.
    private Optional<Boolean> isOurs(Path file) {
        // Unlike Files.newBufferedReader, this bears a file that breaks off within a character.
        try (var lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var row = AnthropicAnswer.read(line).customId();
                if (!row.isEmpty()) return Optional.of(row.startsWith(shard.idPrefix() + "-"));
            }
        } catch (IOException trouble) {
            throw new UncheckedIOException("cannot read " + file, trouble);
        }
        return Optional.empty();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException trouble) {
            throw new UncheckedIOException("cannot remove " + file, trouble);
        }
    }
}
