package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import route.provider.Trouble.Asked;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/**
 * Looks for a batch whose creation was cut short. Anthropic's batches carry no name and do not show what is in them
 * until they have ended: see {@link Lookalikes} for how certain it can be.
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
        var lookalikes = new Lookalikes(shard, wire);
        for (var batch : listed(start.minus(CLOCK_SKEW))) {
            if (AnthropicStatus.total(batch) != shard.rows()) continue;
            var id = Json.string(batch.path("id"));
            if (known.contains(id)) continue;
            if (Json.string(batch.path("processing_status")).equals("ended")) lookalikes.ended(id);
            else lookalikes.running(id);
        }
        return lookalikes.ours(new ResultFile());
    }

    // The list is documented as newest first.
    private List<JsonNode> listed(Instant from) {
        var batches = new ArrayList<JsonNode>();
        var seen = new HashSet<String>();
        for (var after = ""; ; ) {
            var query = "?limit=100" + (after.isEmpty() ? "" : "&after_id=" + Anthropic.encoded(after));
            var page = Anthropic.body(
                    AnthropicTrouble.TROUBLE.ask(wire, Anthropic.get(Anthropic.BATCHES + query), Asked.ANYTHING_ELSE));
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

    /** The one file that holds all outcomes of a batch. */
    private static final class ResultFile implements Lookalikes.Results {

        @Override
        public Call of(String id) {
            return Anthropic.resultsOf(id);
        }

        /** {@inheritDoc} A file that was cut short may hold no id at all, which says nothing. */
        @Override
        public Optional<String> firstId(Path downloaded) throws IOException {
            // Unlike Files.newBufferedReader, this bears a file that breaks off within a character.
            try (var lines = new BufferedReader(
                    new InputStreamReader(Files.newInputStream(downloaded), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var row = AnthropicAnswer.read(line).customId();
                    if (!row.isEmpty()) return Optional.of(row);
                }
            }
            return Optional.empty();
        }

        @Override
        public CallException trouble(Reply reply) {
            return AnthropicTrouble.TROUBLE.of(reply, Asked.BY_ID);
        }

        @Override
        public CallException lost(NoAnswerException lost) {
            return Trouble.lost(lost, Asked.BY_ID);
        }
    }
}
