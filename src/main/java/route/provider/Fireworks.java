package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import route.domain.Endpoint;
import route.domain.Limits;
import route.domain.Prompt;
import route.provider.CallException.Declined;
import route.provider.OpenAiVariant.Cap;
import route.provider.Trouble.Asked;
import route.wire.Auth;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;
import route.wire.Wire;

/**
 * Fireworks' batch inference: jobs over datasets (API reference and client library, 2026-07). We choose the ids of both,
 * so a creation may be repeated and a lost one is looked up by its id. The provider's address names the account.
 */
final class Fireworks implements Dialect {
    private static final String JOBS = "/batchInferenceJobs";
    private static final String MODELS = "accounts/fireworks/models/";
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    @Override
    public String name() {
        return "fireworks";
    }

    /** A dataset is uploaded in one call up to 150 MB (API reference, 2026); how many rows it may have is not said. */
    @Override
    public Limits limits() {
        return new Limits(50_000, 140_000_000);
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
        if (prompt.endpoint() != Endpoint.CHAT) {
            return Optional.of("the url " + prompt.endpoint().path() + " is none that batches of this provider take");
        }
        return OpenAiRequest.refusal(prompt);
    }

    /** {@inheritDoc} The model is the job's. */
    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("custom_id", customId);
            out.writeObjectFieldStart("body");
            OpenAiRequest.body(out, model, prompt, maxTokens, Cap.MAX_TOKENS);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** {@inheritDoc} The id is the dataset's whole name, with the account in it. */
    @Override
    public String upload(Shard shard, Wire wire) {
        var id = id(shard);
        var body = Json.object().put("datasetId", id);
        body.putObject("dataset").put("displayName", "route " + shard.jobId()).putObject("userUploaded");
        var call = Call.post("/datasets", new Body.Json(Json.write(body)));
        var reply = Trouble.send(wire, call, Asked.ANYTHING_ELSE);
        var known = isThereAlready(reply);
        if (!reply.isOk() && !known) throw OpenAiTrouble.TROUBLE.of(reply, Asked.ANYTHING_ELSE);
        var dataset = known ? dataset(id, wire) : OpenAi.body(reply);
        var name = Json.string(dataset.path("name"));
        if (name.isBlank()) throw new CallException.Busy("the answer names no dataset", 0, null);
        if (!isReady(dataset)) {
            var form = new Body.Form(Map.of(), id + ".jsonl", shard.file());
            OpenAiTrouble.TROUBLE.ask(wire, Call.post("/datasets/" + id + ":upload", form), Asked.BY_ID);
        }
        return name;
    }

    /** {@inheritDoc} A job of our id that is there already is this one. */
    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        var id = id(shard);
        if (!isReady(dataset(last(uploadId), wire))) {
            throw CallException.Busy.preparing("the uploaded dataset is not ready yet");
        }
        var body = Json.object()
                .put("displayName", "route " + shard.jobId())
                .put("model", fullName(shard.model().model()))
                .put("inputDatasetId", uploadId)
                .put("outputDatasetId", uploadId + "-out");
        var call = Call.post(JOBS + "?batchInferenceJobId=" + id, new Body.Json(Json.write(body)));
        var reply = Trouble.send(wire, call, Asked.CREATE);
        if (isThereAlready(reply)) return id;
        if (!reply.isOk()) throw refusedCreation(reply);
        var made = last(Json.string(Json.read(reply.body()).path("name")));
        if (made.isBlank()) throw new CallException.Unclear("the answer to a creation names no job", null);
        return made;
    }

    // A creation names two things that may be missing: its dataset and its model.
    private static CallException refusedCreation(Reply reply) {
        var trouble = OpenAiTrouble.TROUBLE.of(reply, Asked.CREATE);
        if (reply.status() != NOT_FOUND || Stranger.speaks(reply)) return trouble;
        var said = trouble.getMessage().toLowerCase(java.util.Locale.ROOT);
        if (said.contains("dataset")) return new Declined(Declined.Kind.GONE, NOT_FOUND, trouble.getMessage());
        return said.contains("model") ? new Declined(Declined.Kind.MODEL, NOT_FOUND, trouble.getMessage()) : trouble;
    }

    // 409 is expected but not documented; the words are those of its gateway for that case.
    private static boolean isThereAlready(Reply reply) {
        if (reply.isOk() || reply.status() >= 500) return false;
        var message = Json.string(Json.read(reply.body()).path("message"));
        return message.contains("already exists") || reply.status() == CONFLICT && !message.isEmpty();
    }

    private static JsonNode dataset(String id, Wire wire) {
        return OpenAi.body(OpenAiTrouble.TROUBLE.ask(wire, Call.get("/datasets/" + encoded(id)), Asked.BY_ID));
    }

    private static boolean isReady(JsonNode dataset) {
        return Json.string(dataset.path("state")).equals("READY");
    }

    @Override
    public boolean isRecognisable() {
        return true;
    }

    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        var reply = Trouble.send(wire, Call.get(JOBS + "/" + id(shard)), Asked.BY_ID);
        if (reply.isOk()) {
            var name = last(Json.string(OpenAi.body(reply).path("name")));
            return new Sighting.Found(name.isBlank() ? id(shard) : name, true);
        }
        if (reply.status() == NOT_FOUND && !Stranger.speaks(reply)) return new Sighting.Absent();
        throw OpenAiTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        var reply = OpenAiTrouble.TROUBLE.ask(wire, Call.get(JOBS + "/" + encoded(remoteId)), Asked.BY_ID);
        return FireworksStatus.read(remoteId, OpenAi.body(reply), reply);
    }

    /** {@inheritDoc} Results and errors lie side by side, behind addresses that hold for a while. */
    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        var calls = new ArrayList<Call>();
        for (var id : ended.resultFiles()) {
            var call = Call.get("/datasets/" + encoded(id) + ":getDownloadEndpoint");
            var reply = Trouble.send(wire, call, Asked.BY_ID);
            // A job that was stopped before its first answer may leave no dataset.
            if (reply.status() == NOT_FOUND && !Stranger.speaks(reply)) continue;
            if (!reply.isOk()) throw OpenAiTrouble.TROUBLE.of(reply, Asked.BY_ID);
            var addresses = new TreeMap<String, String>();
            OpenAi.body(reply)
                    .path("filenameToSignedUrls")
                    .properties()
                    .forEach(it -> addresses.put(it.getKey(), Json.string(it.getValue())));
            addresses.values().stream().map(Call::get).forEach(calls::add);
        }
        return new Results.Files(calls);
    }

    /** {@inheritDoc} The store behind a signed address says 403 once it is too old: then new ones are asked for. */
    @Override
    public CallException trouble(Reply reply) {
        var stores = !Json.read(reply.body()).isObject();
        if (stores && (reply.status() == 400 || reply.status() == 403)) {
            return new CallException.Busy("the address of the results no longer holds", 0, null);
        }
        return OpenAiTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return OpenAiTrouble.TROUBLE.of(reply, Asked.ANSWER);
    }

    /** {@inheritDoc} Not said anywhere: a week is a guess that warns early. */
    @Override
    public Duration retention() {
        return Duration.ofDays(7);
    }

    @Override
    public ResultLine read(byte[] line, int from, int length) {
        return FireworksStatus.line(new String(line, from, length, StandardCharsets.UTF_8));
    }

    /** {@inheritDoc} There is no call for it but to delete the job: it runs to its end, and what it answers is fetched. */
    @Override
    public void cancel(String remoteId, Wire wire) {
        status(remoteId, wire);
    }

    @Override
    public boolean canCancel() {
        return false;
    }

    /** {@inheritDoc} The job last: as long as it is there, it tells its datasets (API reference and client, 2026-07). */
    @Override
    public List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        var datasets = Stream.concat(resultFiles.stream(), Stream.of(last(uploadId)))
                .filter(it -> !it.isEmpty())
                .map(it -> Call.delete("/datasets/" + encoded(it)));
        var job = Stream.of(remoteId).filter(it -> !it.isEmpty()).map(it -> Call.delete(JOBS + "/" + encoded(it)));
        return Stream.concat(datasets, job).toList();
    }

    /** {@inheritDoc} Real time lives beside the accounts: three steps up from this one. */
    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        var body = OpenAiRequest.body(fullName(model), prompt, maxTokens, Cap.MAX_TOKENS);
        return Call.post("/../../../inference/v1/chat/completions", new Body.Json(body));
    }

    @Override
    public String line(String customId, Reply reply) {
        return OpenAi.resultLine(customId, reply);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(24),
                "50 %",
                "by an id of our own",
                "its datasets and the job",
                "docs.fireworks.ai/guides/batch-inference",
                LocalDate.of(2026, 11, 20));
    }

    @Override
    public void ping(Wire wire) {
        OpenAi.body(OpenAiTrouble.TROUBLE.ask(wire, Call.get("/datasets?pageSize=1"), Asked.ANYTHING_ELSE));
    }

    private static String id(Shard shard) {
        return "route-" + shard.key();
    }

    private static String fullName(String model) {
        return model.startsWith("accounts/") ? model : MODELS + model;
    }

    /** The id at the end of a resource's name. */
    static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
