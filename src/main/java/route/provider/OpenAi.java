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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import route.domain.Limits;
import route.domain.Prompt;
import route.provider.OpenAiTrouble.Asked;
import route.provider.RemoteStatus.Phase;
import route.wire.Auth;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;
import route.wire.Wire;

/**
 * OpenAI's Batch API (batch guide and OpenAPI document, 2026-08), and the many that copy it. The file is uploaded first,
 * which costs nothing; a batch names its file and carries our shard's key, so a lost creation is found again beyond
 * doubt.
 */
public final class OpenAi implements Dialect {
    // The list shows when the provider made a batch, by its own clock.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "openai";
    }

    /** 50,000 requests and 200 MB in one file, by the batch guide of 2026. */
    @Override
    public Limits limits() {
        return new Limits(50_000, 200_000_000);
    }

    /** {@inheritDoc} By the id of its file, and by our key in its metadata. */
    @Override
    public boolean isRecognisable() {
        return true;
    }

    /** Output files are deleted 30 days after completion (batch guide, 2026). */
    @Override
    public Duration retention() {
        return Duration.ofDays(30);
    }

    @Override
    public Auth auth() {
        return Auth.BEARER;
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Optional<String> refuses(Prompt prompt, String model) {
        return OpenAiRequest.refusal(prompt);
    }

    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return OpenAiRequest.line(customId, model, prompt, maxTokens);
    }

    @Override
    public String upload(Shard shard, Wire wire) {
        var digest = shard.key().substring(0, Math.min(8, shard.key().length()));
        var fileName = "route-" + shard.jobId() + "-" + digest + ".jsonl";
        var form = new Body.Form(Map.of("purpose", "batch"), fileName, shard.file());
        var reply = OpenAiTrouble.ask(wire, Call.post("/files", form), Asked.ANYTHING_ELSE);
        var id = Json.string(body(reply).path("id"));
        if (id.isBlank()) throw new CallException.Busy("the answer to an upload names no file", 0, null);
        return id;
    }

    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        var body = Json.object()
                .put("input_file_id", uploadId)
                .put("endpoint", shard.endpoint().path())
                .put("completion_window", "24h");
        body.putObject("metadata")
                .put("route_job", shard.jobId())
                .put("route_shard", shard.key())
                .put("rows", Integer.toString(shard.rows()))
                .put("sha256", shard.sha256());
        var call = Call.post("/batches", new Body.Json(Json.write(body)));
        var reply = OpenAiTrouble.ask(wire, call, Asked.CREATE);
        var id = Json.string(Json.read(reply.body()).path("id"));
        if (id.isBlank()) throw new CallException.Unclear("the answer to a creation names no batch", null);
        return id;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A batch that {@code failed} its file check never ran, so it is no sighting: the same file may be sent again
     * after too much was queued, and then two batches name it.
     */
    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        var found = new ArrayList<String>();
        for (var batch : listed(since.minus(CLOCK_SKEW), wire)) {
            if (isOf(shard, uploadId, batch)
                    && !known.contains(Json.string(batch.path("id")))
                    && !Json.string(batch.path("status")).equals("failed")) {
                found.add(Json.string(batch.path("id")));
            }
        }
        if (found.isEmpty()) return new Sighting.Absent();
        if (found.size() == 1) return new Sighting.Found(found.get(0), true);
        return new Sighting.Unsure(
                found.size() + " batches carry the file or the key of this shard: " + String.join(", ", found));
    }

    private static boolean isOf(Shard shard, String uploadId, JsonNode batch) {
        var sameFile =
                !uploadId.isBlank() && Json.string(batch.path("input_file_id")).equals(uploadId);
        return sameFile || Json.string(batch.at("/metadata/route_shard")).equals(shard.key());
    }

    // Newest first as observed, though not promised: reading ends only with a page on which all are too old.
    private static List<JsonNode> listed(Instant from, Wire wire) {
        var batches = new ArrayList<JsonNode>();
        var seen = new HashSet<String>();
        for (var after = ""; ; ) {
            var path = "/batches?limit=100" + (after.isEmpty() ? "" : "&after=" + encoded(after));
            var page = body(OpenAiTrouble.ask(wire, Call.get(path), Asked.ANYTHING_ELSE));
            if (!page.path("data").isArray())
                throw new CallException.Busy("the answer holds no list of batches; base_url may be wrong", 0, null);
            // A server that does not page gives the same page for ever.
            var fresh = new ArrayList<JsonNode>();
            page.path("data").forEach(it -> {
                if (seen.add(Json.string(it.path("id")))) fresh.add(it);
            });
            batches.addAll(fresh);
            var allOld = fresh.stream().allMatch(it -> Json.count(it.path("created_at")) < from.getEpochSecond());
            if (allOld || !page.path("has_more").asBoolean(false)) return batches;
            after = Json.string(fresh.get(fresh.size() - 1).path("id"));
        }
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        var reply = OpenAiTrouble.ask(wire, Call.get("/batches/" + encoded(remoteId)), Asked.BY_ID);
        var batch = body(reply);
        var word = Json.string(batch.path("status"));
        var counts = batch.path("request_counts");
        var expiry = Json.count(batch.path("expires_at"));
        return new RemoteStatus(
                remoteId,
                phase(word, batch),
                ProviderWords.plain(word),
                Json.count(counts.path("completed")) + Json.count(counts.path("failed")),
                Json.count(counts.path("total")),
                problem(batch),
                problemLine(batch),
                files(batch),
                expiry == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(expiry)),
                RetryAfter.seconds(reply));
    }

    private static Phase phase(String word, JsonNode batch) {
        return switch (word) {
            case "validating" -> Phase.WAITING;
            case "in_progress", "finalizing" -> Phase.RUNNING;
            case "cancelling" -> Phase.CANCELLING;
            case "completed", "expired", "cancelled" -> Phase.ENDED;
            case "failed" ->
                batch.at("/errors/data").findValuesAsText("code").contains("token_limit_exceeded")
                        ? Phase.QUEUE_FULL
                        : Phase.REJECTED;
            default -> Phase.UNKNOWN;
        };
    }

    private static int problemLine(JsonNode batch) {
        return (int) Math.min(Integer.MAX_VALUE, Json.count(batch.at("/errors/data/0/line")));
    }

    // The file check stops at the first bad line.
    private static String problem(JsonNode batch) {
        var errors = batch.at("/errors/data");
        var error = errors.path(0).isObject() ? errors.path(0) : batch.path("error");
        var code = Json.string(error.path("code"));
        var message = Json.string(error.path("message"));
        var line = Json.count(error.path("line"));
        var said = Stream.of(code, message).filter(it -> !it.isBlank()).toList();
        if (said.isEmpty() && !Json.string(batch.path("status")).equals("failed")) return "";
        var text = said.isEmpty() ? "no reason given" : String.join(": ", said);
        return ProviderWords.plain(text) + (line > 0 ? " (line " + line + " of the file)" : "");
    }

    // Either id may be null, absent or blank where its file would be empty.
    private static List<String> files(JsonNode batch) {
        return Stream.of("output_file_id", "error_file_id")
                .map(it -> Json.string(batch.path(it)))
                .filter(it -> !it.isBlank())
                .toList();
    }

    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        return new Results.Files(ended.resultFiles().stream()
                .map(it -> Call.get("/files/" + encoded(it) + "/content"))
                .toList());
    }

    /** {@inheritDoc} The base address ends in the version, with which an endpoint's path begins. */
    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        var path = prompt.endpoint().path().substring("/v1".length());
        return Call.post(path, new Body.Json(OpenAiRequest.body(model, prompt, maxTokens)));
    }

    @Override
    public String line(String customId, Reply reply) {
        var line = Json.object().put("custom_id", customId);
        var response = line.putObject("response").put("status_code", reply.status());
        var body = Json.read(reply.body());
        if (body.isMissingNode()) response.put("body", reply.body().strip());
        else response.set("body", body);
        return Json.write(line);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(24),
                "50 %",
                "by its file",
                "developers.openai.com/api/docs/guides/batch",
                LocalDate.of(2026, 11, 20));
    }

    @Override
    public CallException trouble(Reply reply) {
        return OpenAiTrouble.trouble(reply, Asked.BY_ID);
    }

    /** {@inheritDoc} A line that is no JSON object has no id and counts as an error that may pass. */
    @Override
    public ResultLine read(byte[] line, int from, int length) {
        return OpenAiAnswer.read(line, from, length);
    }

    @Override
    public void cancel(String remoteId, Wire wire) {
        var call = Call.post("/batches/" + encoded(remoteId) + "/cancel", new Body.Empty());
        var reply = OpenAiTrouble.send(wire, call, Asked.BY_ID);
        var tooLate = reply.status() == 400 || reply.status() == 409;
        if (reply.isOk() || tooLate && isOver(status(remoteId, wire).phase())) return;
        throw OpenAiTrouble.trouble(reply, Asked.BY_ID);
    }

    private static boolean isOver(Phase phase) {
        return switch (phase) {
            case CANCELLING, ENDED, REJECTED, QUEUE_FULL -> true;
            case WAITING, RUNNING, UNKNOWN -> false;
        };
    }

    @Override
    public void ping(Wire wire) {
        body(OpenAiTrouble.ask(wire, Call.get("/models"), Asked.ANYTHING_ELSE));
    }

    private static JsonNode body(Reply reply) {
        var tree = Json.read(reply.body());
        if (tree.isObject()) return tree;
        throw new CallException.Busy("the answer is not a JSON object; base_url may be wrong", 0, null);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
