package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
 * OpenRouter's own Batch API (API reference and probes, 2026-09 and 2026-10). The requests travel in the one call that
 * creates the batch, after the fields about all of them; there is no upload, no label that is documented, and no way to
 * stop a batch.
 */
public final class OpenRouter implements Dialect {
    private static final String BATCH_ID = ":batch";

    private static final ChatForm FORM = new ChatForm(
            "max_tokens",
            Set.of(
                    "temperature",
                    "top_p",
                    "top_k",
                    "top_a",
                    "min_p",
                    "repetition_penalty",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "seed",
                    "stop",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "response_format",
                    "reasoning",
                    "verbosity",
                    "user"),
            // One form for the makers of all models.
            Map.of(
                    "reasoning_effort",
                    (params, value, refusals) -> params.withObject("/reasoning").set("effort", value)),
            false,
            100_000_000);

    static final Trouble TROUBLE = Trouble.plain(OpenRouter::kind);

    private static Optional<Declined.Kind> kind(Refusal refusal) {
        if (refusal.says("insufficient credits", "requires more credits")) return Optional.of(Declined.Kind.BILLING);
        // One row needs what no server of the model offers; the model answers the others.
        if (refusal.asked() == Asked.ANSWER && refusal.says("no endpoints found that support")) {
            return Optional.of(Declined.Kind.REQUEST);
        }
        var aboutModel = refusal.says(BATCH_ID + " endpoint", "not a valid model", "no endpoints found");
        return aboutModel && refusal.asked() != Asked.BY_ID ? Optional.of(Declined.Kind.MODEL) : Optional.empty();
    }

    @Override
    public String name() {
        return "openrouter";
    }

    /** 200 MB in one body; how many requests is not documented, so as many as elsewhere. */
    @Override
    public Limits limits() {
        return new Limits(50_000, 199_000_000);
    }

    @Override
    public Auth auth() {
        return Auth.BEARER;
    }

    /** {@inheritDoc} What stands before the requests names the model, so it is added when they are sent. */
    @Override
    public Framing framing() {
        return new Framing("", ",\n", "\n");
    }

    @Override
    public Optional<String> refuses(Prompt prompt, String model) {
        return FORM.refusal(prompt);
    }

    /** {@inheritDoc} The model is said once, for the whole batch: some accounts need its batch id there. */
    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("custom_id", customId);
            out.writeObjectFieldStart("body");
            FORM.write(out, prompt, maxTokens);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** {@inheritDoc} Nothing is uploaded here. */
    @Override
    public String upload(Shard shard, Wire wire) {
        return "";
    }

    /**
     * {@inheritDoc}
     *
     * <p>Some accounts reach a model's batches under its plain id, some under the one that ends with {@code :batch}. Which
     * of them shows only in a refusal, after which nothing was made: then the other id is tried.
     */
    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        var model = shard.model().model();
        var reply = Trouble.send(wire, creation(shard, model), Asked.CREATE);
        if (!reply.isOk() && hasNoBatches(reply)) {
            reply = Trouble.send(wire, creation(shard, otherId(model)), Asked.CREATE);
        }
        if (!reply.isOk()) throw TROUBLE.of(reply, Asked.CREATE);
        var id = Json.string(Json.read(reply.body()).path("id"));
        if (id.isBlank()) throw new CallException.Unclear("the answer to a creation names no batch", null);
        return id;
    }

    private static boolean hasNoBatches(Reply reply) {
        var isRefused = reply.status() == 400 || reply.status() == 404;
        return isRefused && Refusal.plain(reply, Asked.CREATE).says(BATCH_ID + " endpoint");
    }

    private static String otherId(String model) {
        return model.endsWith(BATCH_ID) ? plainId(model) : model + BATCH_ID;
    }

    private static String plainId(String model) {
        return model.endsWith(BATCH_ID) ? model.substring(0, model.length() - BATCH_ID.length()) : model;
    }

    // The server reads these fields in this order, the requests last, as they come.
    private static Call creation(Shard shard, String model) {
        var head = Json.write(Json.object()
                .put("endpoint", shard.endpoint().path())
                .put("model", model)
                .put("completion_window", "24h"));
        var open = head.substring(0, head.length() - 1) + ",\"requests\":[\n";
        return Call.post("/batches", new Body.JsonPart(open, shard.file(), 0, size(shard), "]}\n"));
    }

    private static long size(Shard shard) {
        try {
            return Files.size(shard.file());
        } catch (java.io.IOException trouble) {
            throw new java.io.UncheckedIOException("cannot read " + shard.file(), trouble);
        }
    }

    /** {@inheritDoc} A batch has no name that is documented, and its rows are not shown before it has ended. */
    @Override
    public boolean isRecognisable() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Certain once the batch has ended, a well-founded guess while it runs: see {@link Lookalikes}.
     */
    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        return new OpenRouterList(wire).search(shard, since, known);
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        return new OpenRouterList(wire).status(remoteId);
    }

    /** {@inheritDoc} They lie within the batch itself, and only once it is completed. */
    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        if (ended.resultFiles().isEmpty()) return new Results.Files(List.of());
        return new Results.Pages(token -> Call.get(path(ended.remoteId())), "/results", "");
    }

    @Override
    public CallException trouble(Reply reply) {
        return TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return TROUBLE.of(reply, Asked.ANSWER);
    }

    /** Results are kept for 30 days (API reference, 2026-09). */
    @Override
    public Duration retention() {
        return Duration.ofDays(30);
    }

    @Override
    public ResultLine read(byte[] bytes, int from, int length) {
        var line = new String(bytes, from, length, StandardCharsets.UTF_8);
        return ChatLine.read(line, usage -> ChatUsage.of(usage, false), OpenRouter::cost);
    }

    // With a user's own key at the model's maker, the charge is the maker's to say.
    private static Optional<route.domain.Money> cost(JsonNode usage) {
        return usage.path("is_byok").asBoolean(false) ? Optional.empty() : ChatUsage.money(usage.path("cost"), 0);
    }

    /** {@inheritDoc} There is no such call; see {@link #canCancel}. */
    @Override
    public void cancel(String remoteId, Wire wire) {}

    /** {@inheritDoc} Batches that have ended can be deleted; none can be stopped (API reference, 2026-09). */
    @Override
    public boolean canCancel() {
        return false;
    }

    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        return Call.post("/chat/completions", new Body.Json(FORM.body(plainId(model), prompt, maxTokens)));
    }

    /** {@inheritDoc} OpenAI's models are, behind it as well; those of others have to be asked to. */
    @Override
    public boolean mayWriteCache(String model) {
        return model.startsWith("openai/") || model.startsWith("~openai/");
    }

    @Override
    public String line(String customId, Reply reply) {
        return OpenAi.resultLine(customId, reply);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(24),
                "about 50 %, by model",
                "by time and number of rows",
                "the batch",
                "openrouter.ai/docs/batch-quickstart",
                LocalDate.of(2026, 11, 20));
    }

    /** {@inheritDoc} The list of models is open to everybody, so it would not show a wrong key. */
    @Override
    public void ping(Wire wire) {
        TROUBLE.askForObject(wire, Call.get("/batches?limit=1"), Asked.ANYTHING_ELSE);
    }

    /** {@inheritDoc} A batch that is over, with its results (batch reference, 2026-11). */
    @Override
    public List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        return remoteId.isEmpty() ? List.of() : List.of(Call.delete(path(remoteId)));
    }

    static String path(String batchId) {
        return "/batches/" + encoded(batchId);
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
