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
import route.provider.Trouble.Asked;
import route.wire.Auth;
import route.wire.Body;
import route.wire.Call;
import route.wire.Reply;
import route.wire.Wire;

/**
 * Mistral's batch jobs (OpenAPI document and batch page of 2026-08). The file is uploaded first and checked there as a
 * whole; the job names its file and carries our shard's key, so a lost creation is found again beyond doubt.
 */
public final class Mistral implements Dialect {
    /** How long a job is given, in hours. */
    static final int HOURS = 24;

    private static final String JOBS = "/batch/jobs";
    // The list is asked by the provider's own clock.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "mistral";
    }

    /** 100,000 requests and 512 MB: the stricter of what two pages of 2026-08 say. */
    @Override
    public Limits limits() {
        return new Limits(100_000, 512_000_000);
    }

    /** {@inheritDoc} By the id of its file, and by our key in its metadata. */
    @Override
    public boolean isRecognisable() {
        return true;
    }

    /** One page of 2026-08 says that results do not expire, another that they do 24 hours after completion. */
    @Override
    public Duration retention() {
        return Duration.ofHours(24);
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
        return new MistralRequest(prompt, 1).refusal();
    }

    @Override
    public byte[] render(String customId, String model, Prompt prompt, int maxTokens) {
        return new MistralRequest(prompt, maxTokens).line(customId);
    }

    @Override
    public String upload(Shard shard, Wire wire) {
        var digest = shard.key().substring(0, Math.min(8, shard.key().length()));
        var fileName = "route-" + shard.jobId() + "-" + digest + ".jsonl";
        var form = new Body.Form(Map.of("purpose", "batch"), fileName, shard.file());
        var reply = MistralTrouble.TROUBLE.ask(wire, Call.post("/files", form), Asked.ANYTHING_ELSE);
        var id = Json.string(body(reply).path("id"));
        if (id.isBlank()) throw new CallException.Busy("the answer to an upload names no file", 0, null);
        return id;
    }

    @Override
    public String create(Shard shard, String uploadId, Wire wire) {
        var body = Json.object();
        body.putArray("input_files").add(uploadId);
        body.put("model", shard.model().model())
                .put("endpoint", shard.endpoint().path())
                .put("timeout_hours", HOURS);
        body.putObject("metadata")
                .put("route_job", shard.jobId())
                .put("route_shard", shard.key())
                .put("rows", Integer.toString(shard.rows()))
                .put("sha256", shard.sha256());
        var reply = MistralTrouble.TROUBLE.ask(wire, Call.post(JOBS, new Body.Json(Json.write(body))), Asked.CREATE);
        var id = Json.string(Json.read(reply.body()).path("id"));
        if (id.isBlank()) throw new CallException.Unclear("the answer to a creation names no batch", null);
        return id;
    }

    /**
     * {@inheritDoc}
     *
     * <p>How the list's filter by metadata is written is not documented, so jobs are compared here.
     */
    @Override
    public Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire) {
        var found = new ArrayList<String>();
        for (var job : listed(since.minus(CLOCK_SKEW), wire)) {
            var id = Json.string(job.path("id"));
            if (isOf(shard, uploadId, job) && !known.contains(id)) found.add(id);
        }
        if (found.isEmpty()) return new Sighting.Absent();
        if (found.size() == 1) return new Sighting.Found(found.get(0), true);
        return new Sighting.Unsure(
                found.size() + " batches carry the file or the key of this shard: " + String.join(", ", found));
    }

    private static boolean isOf(Shard shard, String uploadId, JsonNode job) {
        for (var file : job.path("input_files")) {
            if (!uploadId.isBlank() && Json.string(file).equals(uploadId)) return true;
        }
        return Json.string(job.at("/metadata/route_shard")).equals(shard.key());
    }

    // Whether the total counts the list or the page, and how large a page may be, is not certain: only a page that
    // brings
    // nothing new is the end.
    private static List<JsonNode> listed(Instant from, Wire wire) {
        var jobs = new ArrayList<JsonNode>();
        var seen = new HashSet<String>();
        for (int number = 0; ; number++) {
            var path = JOBS + "?page=" + number + "&page_size=100&created_after=" + encoded(from.toString());
            var page = body(MistralTrouble.TROUBLE.ask(wire, Call.get(path), Asked.ANYTHING_ELSE));
            // An empty list may be null.
            if (!page.path("data").isArray() && !page.path("data").isNull())
                throw new CallException.Busy("the answer holds no list of batches; base_url may be wrong", 0, null);
            int before = seen.size();
            for (var job : page.path("data")) {
                if (seen.add(Json.string(job.path("id")))) jobs.add(job);
            }
            if (seen.size() == before) return jobs;
        }
    }

    @Override
    public RemoteStatus status(String remoteId, Wire wire) {
        return MistralStatus.of(remoteId, MistralTrouble.TROUBLE.ask(wire, Call.get(job(remoteId)), Asked.BY_ID));
    }

    @Override
    public Results results(RemoteStatus ended, Wire wire) {
        return new Results.Files(ended.resultFiles().stream()
                .map(it -> Call.get("/files/" + encoded(it) + "/content"))
                .toList());
    }

    @Override
    public CallException trouble(Reply reply) {
        return MistralTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    @Override
    public CallException refusal(Reply reply) {
        return MistralTrouble.TROUBLE.of(reply, Asked.ANSWER);
    }

    /** {@inheritDoc} A line that is no JSON object has no id and counts as an error that may pass. */
    @Override
    public ResultLine read(byte[] bytes, int from, int length) {
        var line = new String(bytes, from, length, StandardCharsets.UTF_8);
        return MistralAnswer.read(line);
    }

    @Override
    public void cancel(String remoteId, Wire wire) {
        var reply = Trouble.send(wire, Call.post(job(remoteId) + "/cancel", new Body.Empty()), Asked.BY_ID);
        var tooLate = reply.status() == 400 || reply.status() == 409 || reply.status() == 422;
        if (reply.isOk() || tooLate && status(remoteId, wire).phase().isOver()) return;
        throw MistralTrouble.TROUBLE.of(reply, Asked.BY_ID);
    }

    /** {@inheritDoc} The job last: as long as it is there, it tells which its files are (OpenAPI document, 2026-08). */
    @Override
    public List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        var job = Stream.of(remoteId).filter(it -> !it.isEmpty()).map(it -> Call.delete(job(it)));
        return Stream.concat(OpenAi.deletions(uploadId, resultFiles), job).toList();
    }

    /** {@inheritDoc} The base address ends in the version, with which an endpoint's path begins. */
    @Override
    public Call ask(String model, Prompt prompt, int maxTokens) {
        var path = prompt.endpoint().path().substring("/v1".length());
        return Call.post(path, new Body.Json(new MistralRequest(prompt, maxTokens).body(model)));
    }

    @Override
    public String line(String customId, Reply reply) {
        return OpenAi.resultLine(customId, reply);
    }

    @Override
    public Card card() {
        return new Card(
                Duration.ofHours(HOURS),
                "50 %",
                "by its file",
                "its files and the batch",
                "docs.mistral.ai/capabilities/batch",
                LocalDate.of(2026, 11, 20));
    }

    @Override
    public void ping(Wire wire) {
        body(MistralTrouble.TROUBLE.ask(wire, Call.get("/models"), Asked.ANYTHING_ELSE));
    }

    private static String job(String remoteId) {
        return JOBS + "/" + encoded(remoteId);
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
