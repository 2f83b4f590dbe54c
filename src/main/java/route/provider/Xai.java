package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
 * xAI's Batch API (protocol files and client library, 2026-08; captures of 2026-08). A batch is made empty, which costs
 * nothing, and filled by calls that may be repeated: rows that are in it already are not taken twice. So whatever is cut
 * short is simply done again. The other way, a batch sealed around an uploaded file, is not used: it is made by one call
 * that must not be repeated, and the file's storage is billed.
 */
public final class Xai implements Dialect {
    private static final int MOST_TOP_LOGPROBS = 8;

    private static final ChatForm FORM = new ChatForm(
            "max_completion_tokens",
            Set.of(
                    "temperature",
                    "top_p",
                    "seed",
                    "stop",
                    "presence_penalty",
                    "frequency_penalty",
                    "logprobs",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "response_format",
                    "reasoning_effort",
                    "user"),
            Map.of("top_logprobs", Xai::topLogprobs),
            true,
            25_000_000);

    static final Trouble TROUBLE = Trouble.plain(Xai::kind);

    private static void topLogprobs(
            com.fasterxml.jackson.databind.node.ObjectNode params, JsonNode value, Refusals refusals) {
        if (value.asInt(0) > MOST_TOP_LOGPROBS) {
            refusals.add("top_logprobs is " + Json.write(value) + ": this provider gives at most 8");
        }
        params.set("top_logprobs", value);
    }

    // A wrong key is told with 400, an empty account with 403 or 429: by words only (captures, 2026-08).
    private static Optional<Declined.Kind> kind(Refusal refusal) {
        if (refusal.status() == 400 && refusal.says("api key")) return Optional.of(Declined.Kind.KEY);
        if (refusal.says("used all available credits", "spending limit", "doesn't have any credits")
                || refusal.code().equals("insufficient_quota")) {
            return Optional.of(Declined.Kind.BILLING);
        }
        var aboutModel = refusal.says("not supported for batch") || refusal.says("model") && refusal.says("not exist");
        return aboutModel && refusal.asked() != Asked.BY_ID ? Optional.of(Declined.Kind.MODEL) : Optional.empty();
    }

    @Override
    public String name() {
        return "xai";
    }

    /** 50,000 requests and 200 MB, as for a file; larger batches are said to be slowed down (survey, 2026-10). */
    @Override
    public Limits limits() {
        return new Limits(50_000, 200_000_000);
    }

    @Override
    public Auth auth() {
        return Auth.BEARER;
    }

    /** {@inheritDoc} One request a line, so that any lines that follow each other can be sent in one call. */
    @Override
    public Framing framing() {
        return new Framing("", ",\n", "\n");
    }

    @Override
    public Optional<String> refuses(Prompt prompt, String model) {
        return FORM.refusal(prompt);
    }

    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("batch_request_id", customId);
            out.writeObjectFieldStart("batch_request");
            out.writeObjectFieldStart("chat_get_completion");
            out.writeFieldName("model");
            Json.text(out, model);
            FORM.write(out, prompt, maxTokens);
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** {@inheritDoc} Makes the empty batch: its id is what is filled. One that is made and lost costs nothing. */
    @Override
    public String upload(Shard shard, Wire wire) {
        var body = Json.object().put("name", "route-" + shard.jobId() + "-" + shard.key());
        var call = Call.post("/batches", new Body.Json(Json.write(body)));
        var id = Json.string(
                TROUBLE.askForObject(wire, call, Asked.ANYTHING_ELSE).path("batch_id"));
        if (id.isBlank()) throw new CallException.Busy("the answer to an empty batch names none", 0, null);
        return id;
    }

    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        new XaiFilling(shard, uploadId, wire).fill();
        return uploadId;
    }

    /** {@inheritDoc} By its id, which is known before anything is put into it. */
    @Override
    public boolean isRecognisable() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A batch that holds some rows only is filled up: what is in it is not taken twice. Where it takes no more, or all
     * that it holds is done, it is found as it is: the others come back without a result and are sent anew.
     */
    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        if (uploadId.isBlank()) return new Sighting.Absent();
        try {
            var there = XaiBatch.counted(wire, uploadId);
            if (there.total() == 0) return new Sighting.Absent();
            var isOpen = there.status(uploadId).phase() == RemoteStatus.Phase.RUNNING;
            if (there.total() < shard.rows() && isOpen) new XaiFilling(shard, uploadId, wire).fill();
            return new Sighting.Found(uploadId, true);
        } catch (Declined e) {
            if (e.kind() != Declined.Kind.GONE) throw e;
            return new Sighting.Unsure("the batch " + uploadId + ", into which rows may have been put, is not known"
                    + " there (any longer)");
        }
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        return XaiBatch.of(wire, remoteId).status(remoteId);
    }

    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        var path = path(ended.remoteId()) + "/results?limit=1000";
        return new Results.Pages(
                token -> Call.get(token.isEmpty() ? path : path + "&pagination_token=" + encoded(token)),
                "/results",
                "/pagination_token");
    }

    @Override
    public CallException trouble(Reply reply) {
        return TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return TROUBLE.of(reply, Asked.ANSWER);
    }

    /** A batch expires, with its results, 30 days after it was made (survey, 2026-10). */
    @Override
    public Duration retention() {
        return Duration.ofDays(30);
    }

    @Override
    public ResultLine read(byte[] bytes, int from, int length) {
        var line = new String(bytes, from, length, StandardCharsets.UTF_8);
        return XaiAnswer.read(line);
    }

    @Override
    public void cancel(String remoteId, Wire wire) {
        var reply = Trouble.send(wire, Call.post(path(remoteId) + ":cancel", new Body.Empty()), Asked.BY_ID);
        var tooLate = reply.status() == 400 || reply.status() == 409 || reply.status() == 412;
        if (reply.isOk() || tooLate && status(remoteId, wire).phase().isOver()) return;
        throw TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        return Call.post("/chat/completions", new Body.Json(FORM.body(model, prompt, maxTokens)));
    }

    @Override
    public String line(String customId, Reply reply) {
        return XaiAnswer.line(customId, reply);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(24),
                "20 %, listed models only",
                "by its id, known before it is filled",
                "nothing",
                "docs.x.ai/docs/guides/batch-api",
                LocalDate.of(2026, 11, 20));
    }

    @Override
    public void ping(Wire wire) {
        TROUBLE.askForObject(wire, Call.get("/models"), Asked.ANYTHING_ELSE);
    }

    static String path(String batchId) {
        return "/batches/" + encoded(batchId);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
