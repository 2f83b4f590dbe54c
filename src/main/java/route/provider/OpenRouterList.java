package route.provider;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import route.provider.CallException.Declined;
import route.provider.Trouble.Asked;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/**
 * OpenRouter's list of batches, newest first and without their results (API reference, 2026-09). Where a batch stands is
 * read here rather than from the batch itself: that one brings all results along once it has ended.
 */
final class OpenRouterList {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final Wire wire;

    OpenRouterList(Wire wire) {
        this.wire = wire;
    }

    RemoteStatus status(String remoteId) {
        var found = new JsonNode[1];
        try {
            var last = pages(batch -> {
                if (!Json.string(batch.path("id")).equals(remoteId)) return true;
                found[0] = batch;
                return false;
            });
            if (found[0] != null) return OpenRouterBatch.status(remoteId, found[0], last);
        } catch (Declined unlisted) {
            if (unlisted.kind() == Declined.Kind.KEY || unlisted.kind() == Declined.Kind.BILLING) throw unlisted;
        }
        // A batch that the list lacks is asked for by itself: it is fresh, or gone, or there is no list.
        var reply = OpenRouter.TROUBLE.ask(wire, Call.get(OpenRouter.path(remoteId)), Asked.BY_ID);
        return OpenRouterBatch.status(remoteId, object(reply), reply);
    }

    Sighting search(Shard shard, Instant since, Set<String> known) {
        var from = since.minus(CLOCK_SKEW);
        var lookalikes = new Lookalikes(shard, wire);
        pages(batch -> {
            // A batch without a readable date is looked at rather than overlooked.
            var isOld = OpenRouterBatch.instant(batch.path("created_at"))
                    .map(it -> it.isBefore(from))
                    .orElse(false);
            if (isOld) return false;
            var id = Json.string(batch.path("id"));
            if (!known.contains(id) && mayBe(shard, batch)) note(lookalikes, id, batch);
            return true;
        });
        return lookalikes.ours(new Inside());
    }

    private static void note(Lookalikes lookalikes, String id, JsonNode batch) {
        if (OpenRouterBatch.hasResults(batch)) lookalikes.ended(id);
        else if (!OpenRouterBatch.neverRan(batch)) lookalikes.running(id);
    }

    // Requests are counted only once they were checked: until then a batch shows none.
    private static boolean mayBe(Shard shard, JsonNode batch) {
        var total = Json.count(batch.at("/request_counts/total"));
        var model = Json.string(batch.path("model"));
        var ours = shard.model().model().replace(":batch", "");
        return (total == 0 || total == shard.rows())
                && (model.isEmpty() || model.replace(":batch", "").equals(ours));
    }

    /**
     * Reads the list page by page.
     *
     * @param next whether to read on after this batch
     * @return the answer that was read last
     */
    private Reply pages(Predicate<JsonNode> next) {
        var seen = new HashSet<String>();
        for (var after = ""; ; ) {
            var query = "?limit=100" + (after.isEmpty() ? "" : "&after=" + OpenRouter.encoded(after));
            var reply = OpenRouter.TROUBLE.ask(wire, Call.get("/batches" + query), Asked.ANYTHING_ELSE);
            var page = object(reply);
            if (!page.path("data").isArray())
                throw new CallException.Busy("the answer holds no list of batches; base_url may be wrong", 0, null);
            var fresh = 0;
            for (var batch : page.path("data")) {
                // A server that does not page gives the same page for ever.
                if (!seen.add(Json.string(batch.path("id")))) continue;
                fresh++;
                after = Json.string(batch.path("id"));
                if (!next.test(batch)) return reply;
            }
            if (fresh == 0 || !page.path("has_more").asBoolean(false)) return reply;
        }
    }

    private static JsonNode object(Reply reply) {
        var tree = Json.read(reply.body());
        if (tree.isObject()) return tree;
        throw new CallException.Busy("the answer is not a JSON object; base_url may be wrong", 0, null);
    }

    /** The results of a batch, which lie within it. */
    private static final class Inside implements Lookalikes.Results {

        @Override
        public Call of(String id) {
            return Call.get(OpenRouter.path(id));
        }

        @Override
        public Optional<String> firstId(Path downloaded) throws IOException {
            try (var in = Files.newInputStream(downloaded);
                    var parser = Json.parser(in)) {
                for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    var isId = token == JsonToken.VALUE_STRING && "custom_id".equals(parser.currentName());
                    if (isId) return Optional.of(parser.getText());
                }
            } catch (com.fasterxml.jackson.core.JacksonException broken) {
                return Optional.empty();
            }
            return Optional.empty();
        }

        @Override
        public CallException trouble(Reply reply) {
            return OpenRouter.TROUBLE.of(reply, Asked.BY_ID);
        }

        @Override
        public CallException lost(NoAnswerException lost) {
            return Trouble.lost(lost, Asked.BY_ID);
        }
    }
}
