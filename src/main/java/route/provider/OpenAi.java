package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
 * OpenAI's Batch API (batch guide and OpenAPI document, 2026-08), and those who copy it, as far as a
 * {@link OpenAiVariant} says. The file is uploaded first,
 * which costs nothing; a batch names its file and carries our shard's key, so a lost creation is found again beyond
 * doubt.
 */
public final class OpenAi implements Dialect {
    private final OpenAiVariant variant;

    OpenAi(OpenAiVariant variant) {
        this.variant = variant;
    }

    @Override
    public String name() {
        return variant.name();
    }

    @Override
    public Limits limits() {
        return variant.limits();
    }

    /** {@inheritDoc} By the id of its file, and by our key in its metadata. */
    @Override
    public boolean isRecognisable() {
        return true;
    }

    @Override
    public Duration retention() {
        return variant.retention();
    }

    @Override
    public Auth auth() {
        return variant.auth();
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Optional<String> refuses(Prompt prompt, String model) {
        return OpenAiRequest.refusal(prompt).or(() -> variant.refusal(prompt, model));
    }

    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return OpenAiRequest.line(customId, model, prompt, maxTokens, variant.cap());
    }

    @Override
    public String upload(Shard shard, Wire wire) {
        var digest = shard.key().substring(0, Math.min(8, shard.key().length()));
        var fileName = "route-" + shard.jobId() + "-" + digest + ".jsonl";
        var form = new Body.Form(Map.of("purpose", "batch"), fileName, shard.file());
        var reply = OpenAiTrouble.TROUBLE.ask(wire, Call.post("/files", form), Asked.ANYTHING_ELSE);
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
        var metadata = body.putObject("metadata")
                .put("route_job", shard.jobId())
                .put("route_shard", shard.key())
                .put("rows", Integer.toString(shard.rows()))
                .put("sha256", shard.sha256());
        if (!variant.label().isEmpty()) metadata.put(variant.label(), "route-" + shard.key());
        if (variant.waitsForFile()) checkFile(uploadId, wire);
        var call = Call.post("/batches", new Body.Json(Json.write(body)));
        var reply = OpenAiTrouble.TROUBLE.ask(wire, call, Asked.CREATE);
        var id = Json.string(Json.read(reply.body()).path("id"));
        if (id.isBlank()) throw new CallException.Unclear("the answer to a creation names no batch", null);
        return id;
    }

    // Asked before the creation, so that a wait for it costs nothing.
    private static void checkFile(String uploadId, Wire wire) {
        var file = body(OpenAiTrouble.TROUBLE.ask(wire, Call.get("/files/" + encoded(uploadId)), Asked.BY_ID));
        var word = ProviderWords.plain(Json.string(file.path("status")));
        if (word.equals("processed")) return;
        if (word.equals("error")) {
            var said = ProviderWords.plain(Json.string(file.path("status_details")));
            throw new Declined(Declined.Kind.REQUEST, 200, "the provider cannot use the uploaded file: " + said);
        }
        throw CallException.Busy.preparing("the uploaded file is not processed yet (" + word + ")");
    }

    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        return new OpenAiSearch(variant, shard, uploadId, known, wire).since(since);
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        var reply = OpenAiTrouble.TROUBLE.ask(wire, Call.get("/batches/" + encoded(remoteId)), Asked.BY_ID);
        return OpenAiStatus.read(remoteId, body(reply), reply);
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
        return Call.post(path, new Body.Json(OpenAiRequest.body(model, prompt, maxTokens, variant.cap())));
    }

    /** {@inheritDoc} From gpt-5.6 on prompts are cached unasked, and what is written costs more than input (2026-11). */
    @Override
    public boolean mayWriteCache(String model) {
        return true;
    }

    @Override
    public List<String> billedApart(Prompt prompt) {
        return OpenAiExtras.of(prompt);
    }

    @Override
    public String line(String customId, Reply reply) {
        return resultLine(customId, reply);
    }

    /** An answer in real time as a line of a result file. */
    static String resultLine(String customId, Reply reply) {
        var line = Json.object().put("custom_id", customId);
        var response = line.putObject("response").put("status_code", reply.status());
        var body = Json.read(reply.body());
        if (body.isMissingNode()) response.put("body", reply.body().strip());
        else response.set("body", body);
        return Json.write(line);
    }

    @Override
    public Card card() {
        return variant.card();
    }

    @Override
    public CallException trouble(Reply reply) {
        return OpenAiTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return OpenAiTrouble.TROUBLE.of(reply, Asked.ANSWER);
    }

    /** {@inheritDoc} A line that is no JSON object has no id and counts as an error that may pass. */
    @Override
    public ResultLine read(byte[] line, int from, int length) {
        return OpenAiAnswer.read(line, from, length);
    }

    @Override
    public void cancel(String remoteId, Wire wire) {
        var call = Call.post("/batches/" + encoded(remoteId) + "/cancel", new Body.Empty());
        var reply = Trouble.send(wire, call, Asked.BY_ID);
        var tooLate = reply.status() == 400 || reply.status() == 409;
        if (reply.isOk() || tooLate && status(remoteId, wire).phase().isOver()) return;
        throw OpenAiTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    /** {@inheritDoc} The files; a batch's own record cannot be deleted (API reference, files, 2026-09). */
    @Override
    public List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        return deletions(uploadId, resultFiles).toList();
    }

    /** The calls that delete files; none for an empty id. */
    static Stream<Call> deletions(String uploadId, List<String> resultFiles) {
        return Stream.concat(resultFiles.stream(), Stream.of(uploadId))
                .filter(it -> !it.isEmpty())
                .map(it -> Call.delete("/files/" + encoded(it)));
    }

    @Override
    public void ping(Wire wire) {
        body(OpenAiTrouble.TROUBLE.ask(wire, Call.get("/models"), Asked.ANYTHING_ELSE));
    }

    static JsonNode body(Reply reply) {
        var tree = Json.read(reply.body());
        if (tree.isObject()) return tree;
        throw new CallException.Busy("the answer is not a JSON object; base_url may be wrong", 0, null);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
