package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
 * Anthropic's Message Batches API (batch guide, 2026-09; API version 2026-10-21). The requests travel in the one call
 * that creates the batch; there is no upload, and nowhere to leave our own key but in the custom ids.
 */
public final class Anthropic implements Dialect {
    static final String BATCHES = "/v1/messages/batches";

    @Override
    public String name() {
        return "anthropic";
    }

    /** 100,000 requests or 256 MB of JSON, by the batch guide of 2026-09. */
    @Override
    public Limits limits() {
        return new Limits(100_000, 256_000_000);
    }

    /** {@inheritDoc} A batch has no name, and its rows are not shown before it has ended. */
    @Override
    public boolean isRecognisable() {
        return false;
    }

    /** Results can be downloaded until 29 days after the batch's creation (batch guide, 2026-09). */
    @Override
    public Duration retention() {
        return Duration.ofDays(29);
    }

    @Override
    public Auth auth() {
        return new Auth("x-api-key", "");
    }

    @Override
    public Framing framing() {
        return new Framing("{\"requests\":[\n", ",\n", "\n]}\n");
    }

    @Override
    public Optional<String> refuses(Prompt prompt, String model) {
        return PlainChat.is(prompt) ? Optional.empty() : new AnthropicRequest(prompt, model, 1).refusal();
    }

    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return AnthropicPlain.fits(prompt)
                ? AnthropicPlain.line(customId, model, prompt, maxTokens)
                : new AnthropicRequest(prompt, model, maxTokens).line(customId);
    }

    /** {@inheritDoc} Nothing is uploaded here. */
    @Override
    public String upload(Shard shard, Wire wire) {
        return "";
    }

    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        var version = AnthropicVersion.of(shard.model().model());
        var call = Call.post(BATCHES, new Body.JsonFile(shard.file())).with(AnthropicVersion.HEADER, version.date());
        var reply = AnthropicTrouble.TROUBLE.ask(wire, call, Asked.CREATE);
        var id = Json.string(Json.read(reply.body()).path("id"));
        if (id.isBlank()) throw new CallException.Unclear("the answer to a creation names no batch", null);
        return id;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Certain once the batch has ended, a well-founded guess while it runs: see {@link AnthropicSearch}.
     */
    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        return new AnthropicSearch(shard, known, wire).since(since);
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        return AnthropicStatus.of(
                remoteId, AnthropicTrouble.TROUBLE.ask(wire, get(BATCHES + "/" + encoded(remoteId)), Asked.BY_ID));
    }

    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        return new Results.Files(
                ended.resultFiles().stream().map(Anthropic::resultsOf).toList());
    }

    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        var body = new AnthropicRequest(prompt, model, maxTokens).body();
        return Call.post("/v1/messages", new Body.Json(body))
                .with(AnthropicVersion.HEADER, AnthropicVersion.of(model).date());
    }

    @Override
    public String line(String customId, Reply reply) {
        var line = Json.object().put("custom_id", customId);
        var body = Json.read(reply.body());
        var answered = reply.isOk() && body.isObject();
        var result = line.putObject("result").put("type", answered ? "succeeded" : "errored");
        result.set(answered ? "message" : "error", body.isObject() ? body : AnthropicTrouble.spoken(reply));
        return Json.write(line);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(24),
                "50 %",
                "by time and number of rows",
                "the batch",
                "platform.claude.com/docs/en/build-with-claude/batch-processing",
                LocalDate.of(2026, 11, 20));
    }

    @Override
    public CallException trouble(Reply reply) {
        return AnthropicTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return AnthropicTrouble.TROUBLE.of(reply, Asked.ANSWER);
    }

    /** {@inheritDoc} A line that is no JSON object has no id and counts as an error that may pass. */
    @Override
    public ResultLine read(byte[] line, int from, int length) {
        return AnthropicAnswer.read(line, from, length);
    }

    @Override
    public void cancel(String remoteId, Wire wire) {
        var call = Call.post(BATCHES + "/" + encoded(remoteId) + "/cancel", new Body.Empty())
                .with(AnthropicVersion.HEADER, AnthropicVersion.CURRENT.date());
        var reply = Trouble.send(wire, call, Asked.BY_ID);
        var tooLate = reply.status() == 400 || reply.status() == 409;
        if (reply.isOk() || tooLate && status(remoteId, wire).phase().isOver()) return;
        throw AnthropicTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public void ping(Wire wire) {
        body(AnthropicTrouble.TROUBLE.ask(wire, get("/v1/models?limit=1"), Asked.ANYTHING_ELSE));
    }

    static Call resultsOf(String batchId) {
        return get(BATCHES + "/" + encoded(batchId) + "/results");
    }

    /** Reading is the same in every version. */
    /** {@inheritDoc} The batch with its results, once it has ended (Message Batches API reference, 2026-09). */
    @Override
    public List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        if (remoteId.isEmpty()) return List.of();
        return List.of(Call.delete(BATCHES + "/" + encoded(remoteId))
                .with(AnthropicVersion.HEADER, AnthropicVersion.CURRENT.date()));
    }

    static Call get(String path) {
        return Call.get(path).with(AnthropicVersion.HEADER, AnthropicVersion.CURRENT.date());
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
