package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.Limits;
import route.domain.Prompt;
import route.provider.CallException.Declined;
import route.provider.Trouble.Asked;
import route.wire.Auth;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;
import route.wire.Wire;

/**
 * Together's Batch API (client library 0.52 and OpenAPI document, 2026-09; captures of 2026-09). It looks like OpenAI's
 * and is not: another path and order for uploads, jobs in a wrapper, lists without one, no counts and no room for a
 * label. A batch is known by its file, which is uploaded for it alone.
 */
public final class Together implements Dialect {
    private static final int MOST_STOPS = 4;

    private static final ChatForm FORM = new ChatForm(
            "max_tokens",
            Set.of(
                    "temperature",
                    "top_p",
                    "top_k",
                    "min_p",
                    "repetition_penalty",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "seed",
                    "tools",
                    "tool_choice",
                    "response_format",
                    "reasoning_effort"),
            Map.of(
                    "stop", Together::stop,
                    "logprobs", (params, value, refusals) -> params.putIfAbsent("logprobs", Json.read("1")),
                    // Here logprobs is the number itself.
                    "top_logprobs", (params, value, refusals) -> params.set("logprobs", value),
                    // It says who asks, not what is answered.
                    "user", (params, value, refusals) -> {}),
            true,
            10_000_000);

    private static final Trouble TROUBLE = Trouble.plain(Together::kind);

    private static void stop(com.fasterxml.jackson.databind.node.ObjectNode params, JsonNode value, Refusals refusals) {
        if (value.size() > MOST_STOPS) refusals.add("stop has " + value.size() + " texts: this provider takes 4");
        params.set("stop", value);
    }

    // Models that are not served on demand are told apart by words only.
    private static Optional<Declined.Kind> kind(Refusal refusal) {
        if (refusal.says("credit limit", "insufficient credit", "add a payment method")) {
            return Optional.of(Declined.Kind.BILLING);
        }
        // The edge before the API turns programs away that it does not know (Cloudflare's code 1010).
        if (refusal.status() == 403 && refusal.says("1010")) return Optional.of(Declined.Kind.ADDRESS);
        var isModel = refusal.says("unable to access model", "non-serverless model", "model_not_found")
                || refusal.code().startsWith("model_not");
        if (isModel && refusal.asked() != Asked.BY_ID) return Optional.of(Declined.Kind.MODEL);
        return Optional.empty();
    }

    @Override
    public String name() {
        return "together";
    }

    /** 50,000 requests and 100 MB in one file, 10 MB in one line (batch guide, 2026-09). */
    @Override
    public Limits limits() {
        return new Limits(50_000, 100_000_000);
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
        return FORM.refusal(prompt);
    }

    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("custom_id", customId);
            out.writeObjectFieldStart("body");
            out.writeFieldName("model");
            Json.text(out, model);
            FORM.write(out, prompt, maxTokens);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** {@inheritDoc} The fields of the form come first: the server reads it in order. */
    @Override
    public String upload(Shard shard, Wire wire) {
        var digest = shard.key().substring(0, Math.min(8, shard.key().length()));
        var fileName = "route-" + shard.jobId() + "-" + digest + ".jsonl";
        var fields = new LinkedHashMap<String, String>();
        fields.put("purpose", "batch-api");
        fields.put("file_name", fileName);
        var call = Call.post("/files/upload", new Body.Form(fields, fileName, shard.file()));
        var id = Json.string(
                TROUBLE.askForObject(wire, call, Asked.ANYTHING_ELSE).path("id"));
        if (id.isBlank()) throw new CallException.Busy("the answer to an upload names no file", 0, null);
        return id;
    }

    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        var body = Json.object()
                .put("input_file_id", uploadId)
                .put("endpoint", shard.endpoint().path())
                .put("completion_window", "24h");
        var reply = TROUBLE.ask(wire, Call.post("/batches", new Body.Json(Json.write(body))), Asked.CREATE);
        var id = Json.string(TogetherJob.unwrapped(Json.read(reply.body())).path("id"));
        if (id.isBlank()) throw new CallException.Unclear("the answer to a creation names no batch", null);
        return id;
    }

    /** {@inheritDoc} By the id of its file. */
    @Override
    public boolean isRecognisable() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The list comes whole, as an array without pages. A job that failed its check never ran, so it is no sighting.
     */
    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        if (uploadId.isBlank()) return new Sighting.Absent();
        var found = new ArrayList<String>();
        for (var job : jobs(wire)) {
            var id = Json.string(job.path("id"));
            var isOurs = Json.string(job.path("input_file_id")).equals(uploadId) && !known.contains(id);
            if (isOurs && !TogetherJob.neverRan(job)) found.add(id);
        }
        if (found.isEmpty()) return new Sighting.Absent();
        if (found.size() == 1) return new Sighting.Found(found.get(0), true);
        return new Sighting.Unsure(found.size() + " batches name the file of this shard: " + String.join(", ", found));
    }

    private static JsonNode jobs(Wire wire) {
        var answer = Json.read(
                TROUBLE.ask(wire, Call.get("/batches"), Asked.ANYTHING_ELSE).body());
        if (answer.isArray()) return answer;
        if (answer.path("data").isArray()) return answer.path("data");
        throw new CallException.Busy("the answer holds no list of batches; base_url may be wrong", 0, null);
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        return TogetherJob.status(remoteId, TROUBLE.ask(wire, Call.get("/batches/" + encoded(remoteId)), Asked.BY_ID));
    }

    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        return new Results.Files(ended.resultFiles().stream()
                .map(it -> Call.get("/files/" + encoded(it) + "/content"))
                .toList());
    }

    @Override
    public CallException trouble(Reply reply) {
        return TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return TROUBLE.of(reply, Asked.ANSWER);
    }

    /** Seven days by a survey of 2026-10; the provider's own pages do not say. */
    @Override
    public Duration retention() {
        return Duration.ofDays(7);
    }

    @Override
    public ResultLine read(byte[] bytes, int from, int length) {
        var line = new String(bytes, from, length, StandardCharsets.UTF_8);
        return TogetherJob.read(line);
    }

    @Override
    public void cancel(String remoteId, Wire wire) {
        var call = Call.post("/batches/" + encoded(remoteId) + "/cancel", new Body.Empty());
        var reply = Trouble.send(wire, call, Asked.BY_ID);
        var tooLate = reply.status() == 400 || reply.status() == 409;
        if (reply.isOk() || tooLate && status(remoteId, wire).phase().isOver()) return;
        throw TROUBLE.of(reply, Asked.BY_ID);
    }

    /** {@inheritDoc} Files only: there is no call that deletes a job (API reference, 2026-09). */
    @Override
    public List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        return OpenAi.deletions(uploadId, resultFiles).toList();
    }

    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        return Call.post("/chat/completions", new Body.Json(FORM.body(model, prompt, maxTokens)));
    }

    @Override
    public String line(String customId, Reply reply) {
        return OpenAi.resultLine(customId, reply);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(24),
                "up to 50 %, listed models only",
                "by its file",
                "its files",
                "docs.together.ai/docs/batch-inference",
                LocalDate.of(2026, 11, 20));
    }

    /** {@inheritDoc} Its list of models is a bare array. */
    @Override
    public void ping(Wire wire) {
        var models = Json.read(
                TROUBLE.ask(wire, Call.get("/models"), Asked.ANYTHING_ELSE).body());
        if (models.isContainerNode()) return;
        throw new CallException.Busy("the answer is no JSON; base_url may be wrong", 0, null);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
