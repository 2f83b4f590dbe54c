package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import route.domain.Limits;
import route.domain.Prompt;
import route.provider.Trouble.Asked;
import route.wire.Auth;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;
import route.wire.Wire;

/**
 * Gemini's Batch API for AI Studio keys (batch guide and API reference v1beta, 2026).
 *
 * <p>Requests always travel in an uploaded file, never inline: inline results were seen in an order other than the
 * requests', were lost for good (yet billed) where they were large, and are bounded by 20 MB; a file also makes a lost
 * creation findable, by its name and by the batch's display name.
 */
public final class Gemini implements Dialect {
    private static final String BATCHES = "/v1beta/batches";

    @Override
    public String name() {
        return "gemini";
    }

    /** 2 GB a file, by the batch guide of 2026; how many rows is not documented, so others' bound is taken. */
    @Override
    public Limits limits() {
        return new Limits(100_000, 2_000_000_000);
    }

    /** {@inheritDoc} By its display name, which is ours, and by the name of its file. */
    @Override
    public boolean isRecognisable() {
        return true;
    }

    /**
     * Files are deleted 48 hours after they were made (files guide, 2026). For results six weeks were read elsewhere, but
     * not in the documents: the shorter time is the safe one.
     */
    @Override
    public Duration retention() {
        return Duration.ofHours(48);
    }

    /** {@inheritDoc} Never as {@code ?key=}, which would land in logs. */
    @Override
    public Auth auth() {
        return new Auth("x-goog-api-key", "");
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Optional<String> refuses(Prompt prompt, String model) {
        return new GeminiRequest(prompt, model, 1).refusal();
    }

    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return new GeminiRequest(prompt, model, maxTokens).line(customId);
    }

    @Override
    public String upload(Shard shard, Wire wire) {
        return new GeminiUpload(shard, wire).name();
    }

    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        var body = Json.object();
        var batch = body.putObject("batch").put("displayName", displayName(shard));
        batch.putObject("inputConfig").put("fileName", uploadId);
        var path = model(shard.model().model()) + ":batchGenerateContent";
        var reply = GeminiTrouble.TROUBLE.ask(wire, Call.post(path, new Body.Json(Json.write(body))), Asked.CREATE);
        var name = Json.string(Json.read(reply.body()).path("name"));
        if (name.isBlank()) throw new CallException.Unclear("the answer to a creation names no batch", null);
        return name;
    }

    private static String displayName(Shard shard) {
        return "route-" + shard.jobId() + "-" + shard.key();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The order of the list is not documented and its filter not open to this API, so all pages are read.
     */
    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        var found = new ArrayList<String>();
        for (var operation : listed(wire)) {
            var name = Json.string(operation.path("name"));
            if (isOf(shard, uploadId, operation.path("metadata")) && !known.contains(name)) found.add(name);
        }
        if (found.isEmpty()) return new Sighting.Absent();
        if (found.size() == 1) return new Sighting.Found(found.get(0), true);
        return new Sighting.Unsure(
                found.size() + " batches carry the file or the name of this shard: " + String.join(", ", found));
    }

    private static boolean isOf(Shard shard, String uploadId, JsonNode batch) {
        var sameFile = !uploadId.isBlank()
                && Json.string(batch.at("/inputConfig/fileName")).equals(uploadId);
        return sameFile || Json.string(batch.path("displayName")).equals(displayName(shard));
    }

    // An empty list is an answer without its field; a page may be empty and yet have a next one.
    private static List<JsonNode> listed(Wire wire) {
        var operations = new ArrayList<JsonNode>();
        var tokens = new HashSet<String>();
        for (var token = ""; ; ) {
            var path = BATCHES + "?pageSize=100" + (token.isEmpty() ? "" : "&pageToken=" + encoded(token));
            var page = body(GeminiTrouble.TROUBLE.ask(wire, Call.get(path), Asked.ANYTHING_ELSE));
            token = Json.string(page.path("nextPageToken"));
            if (!page.path("operations").isArray() && !page.isEmpty() && token.isEmpty())
                throw new CallException.Busy("the answer holds no list of batches; base_url may be wrong", 0, null);
            page.path("operations").forEach(operations::add);
            if (token.isEmpty()) return operations;
            if (!tokens.add(token)) throw new CallException.Busy("the list of batches comes round again", 0, null);
        }
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        return GeminiStatus.of(remoteId, GeminiTrouble.TROUBLE.ask(wire, Call.get(batch(remoteId)), Asked.BY_ID));
    }

    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        return new Results.Files(ended.resultFiles().stream()
                .map(it -> Call.get(
                        "/download/v1beta/files/" + encoded(it.replaceFirst("^files/", "")) + ":download?alt=media"))
                .toList());
    }

    @Override
    public CallException trouble(Reply reply) {
        return GeminiTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return GeminiTrouble.TROUBLE.of(reply, Asked.ANSWER);
    }

    /** {@inheritDoc} A line that is no JSON object has no id and counts as an error that may pass. */
    @Override
    public ResultLine read(byte[] bytes, int from, int length) {
        var line = new String(bytes, from, length, StandardCharsets.UTF_8);
        return GeminiAnswer.read(line);
    }

    @Override
    public void cancel(String remoteId, Wire wire) {
        var reply = Trouble.send(wire, Call.post(batch(remoteId) + ":cancel", new Body.Json("{}")), Asked.BY_ID);
        var tooLate = reply.status() == 400 || reply.status() == 409;
        if (reply.isOk() || tooLate && status(remoteId, wire).phase().isOver()) return;
        throw GeminiTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        return Call.post(
                model(model) + ":generateContent", new Body.Json(new GeminiRequest(prompt, model, maxTokens).body()));
    }

    @Override
    public String line(String customId, Reply reply) {
        return GeminiAnswer.line(customId, reply);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(24),
                "50 %",
                "by its display name and its file",
                "the batch",
                "ai.google.dev/gemini-api/docs/batch-api",
                LocalDate.of(2026, 11, 20));
    }

    @Override
    public void ping(Wire wire) {
        body(GeminiTrouble.TROUBLE.ask(wire, Call.get("/v1beta/models?pageSize=1"), Asked.ANYTHING_ELSE));
    }

    private static String model(String model) {
        return "/v1beta/models/" + encoded(model.replaceFirst("^models/", ""));
    }

    /**
     * {@inheritDoc} The batch with its results (API reference, batches, 2026-09); what was uploaded is gone by itself after
     * 48 hours.
     */
    @Override
    public List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        return remoteId.isEmpty() ? List.of() : List.of(Call.delete(batch(remoteId)));
    }

    private static String batch(String remoteId) {
        return BATCHES + "/" + encoded(remoteId.replaceFirst("^batches/", ""));
    }

    static JsonNode body(Reply reply) {
        var tree = Json.read(reply.body());
        if (tree.isObject()) return tree;
        throw new CallException.Busy("the answer is not a JSON object; base_url may be wrong", 0, null);
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
