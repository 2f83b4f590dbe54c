package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Outcome.Answered;
import route.domain.Outcome.Errored;
import route.domain.Outcome.Reason;
import route.domain.Outcome.Unserved;
import route.domain.Usage;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.CallException.Unclear;
import route.provider.RemoteStatus.Phase;

class GeminiTest extends DialectContract {
    private static final String FILE = "/v1beta/files/route-9b1e44d07f";
    private static final String START_UPLOAD = "/upload/v1beta/files";

    private final Dialect dialect = Dialects.of("gemini");

    @Override
    Dialect dialect() {
        return dialect;
    }

    @Override
    String model() {
        return "gemini-3.8-flash";
    }

    @Override
    String basePath() {
        return "";
    }

    @Override
    String batchesPath() {
        return "/v1beta/batches";
    }

    @Override
    String createPath() {
        return "/v1beta/models/gemini-3.8-flash:batchGenerateContent";
    }

    @Override
    String remoteId() {
        return "batches/o6k1";
    }

    @Override
    String batchPath() {
        return "/v1beta/batches/o6k1";
    }

    @Override
    String cancelPath() {
        return batchPath() + ":cancel";
    }

    @Override
    String modelsPath() {
        return "/v1beta/models";
    }

    @Override
    int wrongKeyStatus() {
        return 400;
    }

    @Override
    long mostBytes() {
        return 2_000_000_000L;
    }

    @Override
    String wordField() {
        return "state";
    }

    @Override
    void say(ObjectNode batch, String word) {
        ((ObjectNode) batch.path("metadata")).put("state", word);
    }

    @Override
    Map<String, Phase> words() {
        return Map.ofEntries(
                Map.entry("BATCH_STATE_PENDING", Phase.WAITING),
                Map.entry("JOB_STATE_PENDING", Phase.WAITING),
                Map.entry("BATCH_STATE_RUNNING", Phase.RUNNING),
                Map.entry("JOB_STATE_RUNNING", Phase.RUNNING),
                Map.entry("BATCH_STATE_SUCCEEDED", Phase.ENDED),
                Map.entry("JOB_STATE_SUCCEEDED", Phase.ENDED),
                Map.entry("BATCH_STATE_CANCELLED", Phase.ENDED),
                Map.entry("JOB_STATE_CANCELLED", Phase.ENDED),
                Map.entry("BATCH_STATE_EXPIRED", Phase.ENDED),
                Map.entry("JOB_STATE_EXPIRED", Phase.ENDED),
                Map.entry("BATCH_STATE_FAILED", Phase.REJECTED),
                Map.entry("JOB_STATE_FAILED", Phase.REJECTED),
                Map.entry("BATCH_STATE_UNSPECIFIED", Phase.UNKNOWN));
    }

    @Override
    Map<String, String> resultFiles() {
        return Map.of("/download/v1beta/files/batch-o6k1:download?alt=media", "results.jsonl");
    }

    @Override
    Map<String, Outcome> outcomes() {
        var calls = "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"look_up\","
                + "\"arguments\":\"{\\\"order\\\":7}\"},\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}}]";
        return Map.of(
                "q7f3-000001", new Answered("delivery", Finish.STOP, new Usage(1418, 1400, 0, 9, 5)),
                "q7f3-000002", new Errored("INVALID_ARGUMENT", "max_tokens is too large", false),
                "q7f3-000003", new Errored("UNAVAILABLE", "overloaded", true),
                "q7f3-000004", new Unserved(Reason.CANCELLED),
                "q7f3-000005", new Answered("", Finish.CONTENT_FILTER, Usage.of(20, 0)),
                "q7f3-000006", new Answered("", Finish.CONTENT_FILTER, Usage.of(20, 6)),
                "q7f3-000007", new Answered("", Finish.LENGTH, new Usage(20, 0, 0, 6, 6)),
                "q7f3-000008", new Answered(calls, Finish.TOOL_CALLS, Usage.of(20, 6)));
    }

    @Override
    String cursor() {
        return "pageToken";
    }

    @Override
    ObjectNode page(List<ObjectNode> batches, String next) {
        var page = Json.object();
        if (!batches.isEmpty()) page.putArray("operations").addAll(batches);
        if (!next.isEmpty()) page.put("nextPageToken", next);
        return page;
    }

    @Override
    String pageQuery(int page, String lastId) {
        return "?pageSize=100" + (page == 0 ? "" : "&pageToken=" + Gemini.encoded(lastId));
    }

    /** The order is not promised, so old ones do not end the search; the last page is an empty answer. */
    @Override
    void lastPage(int page, String lastId) {
        server.stubFor(get(batchesPath() + pageQuery(page, lastId)).willReturn(okJson("{}")));
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        var operation = Json.object().put("name", id);
        operation
                .putObject("metadata")
                .put("state", "BATCH_STATE_RUNNING")
                .put("displayName", "name of " + id)
                .put("createTime", START.plusSeconds(second).toString())
                .putObject("inputConfig")
                .put("fileName", "files/of-" + id);
        return operation;
    }

    @Override
    void mark(ObjectNode batch) {
        ((ObjectNode) batch.at("/metadata/inputConfig")).put("fileName", "file-7Kq2");
    }

    @Override
    String customId(JsonNode request) {
        return Json.string(request.path("key"));
    }

    @Override
    String userText(JsonNode request) {
        return request.at("/request/contents/0/parts/0/text").asText();
    }

    @Override
    JsonNode params(JsonNode request) {
        return request.path("request");
    }

    @Override
    String askPath() {
        return "/v1beta/models/gemini-3.8-flash:generateContent";
    }

    @Override
    String answer() {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"delivery\"}]},\"finishReason\":\"STOP\"}],\n"
                + " \"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":1}}";
    }

    /** Whoever turns in a circle has not seen all, so the batch must not count as absent. */
    @Override
    @Test
    void aListThatNeverEndsIsLeft() {
        var page = page(List.of(listed("other", 9, 5)), "round");
        server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(okJson(page.toString())));
        assertThrows(Busy.class, () -> dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void anEmptyPageIsNotTheEndAndAStrangersListIsNone() {
        var ours = listed(remoteId(), 8, 3);
        mark(ours);
        server.stubFor(get(batchesPath() + "?pageSize=100").willReturn(okJson("{\"nextPageToken\":\"b\"}")));
        server.stubFor(get(batchesPath() + "?pageSize=100&pageToken=b")
                .willReturn(okJson(page(List.of(ours), "").toString())));
        assertEquals(new Sighting.Found(remoteId(), true), dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
        server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(okJson("{\"data\":[]}")));
        assertThrows(Busy.class, () -> dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void aBatchIsFoundByItsDisplayNameAndTwoAreDoubtful() {
        var ours = listed(remoteId(), 8, 3);
        ((ObjectNode) ours.path("metadata")).put("displayName", "route-t7k2-9b1e44d07f");
        listIs(listed("batches/other", 8, 5), ours);
        assertEquals(new Sighting.Found(remoteId(), true), dialect.find(shard, "", START, Set.of(), wire));
        assertEquals(new Sighting.Absent(), dialect.find(shard, "", START, Set.of(remoteId()), wire));
        var again = listed("batches/again", 8, 4);
        mark(again);
        listIs(again, ours);
        var unsure = assertInstanceOf(Sighting.Unsure.class, dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
        assertTrue(unsure.facts().contains("batches/again, batches/o6k1"), unsure.facts());
    }

    @Test
    void theBatchCarriesOurNameAndFile() {
        answerToCreate(json(200, fixture("created.json")));
        dialect.create(shard, "files/route-9b1e44d07f", wire);
        server.verify(
                1,
                postRequestedFor(urlEqualTo(createPath()))
                        .withHeader("x-goog-api-key", equalTo(KEY))
                        .withRequestBody(equalToJson("""
                                {"batch":{"displayName":"route-t7k2-9b1e44d07f",
                                 "inputConfig":{"fileName":"files/route-9b1e44d07f"}}}
                                """)));
    }

    private void fileIs(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlEqualTo(FILE)).willReturn(answer));
    }

    private void uploadGoesTo(String address) {
        server.stubFor(post(urlEqualTo(START_UPLOAD)).willReturn(okJson("").withHeader("X-Goog-Upload-URL", address)));
    }

    @Test
    void aFileIsUploadedInTwoCallsUnderANameOfOurs() {
        fileIs(json(403, fixture("no-such-file.json")));
        uploadGoesTo(server.baseUrl() + "/there?upload_id=u1");
        server.stubFor(post(urlEqualTo("/there?upload_id=u1")).willReturn(okJson(fixture("uploaded.json"))));
        assertEquals("files/route-9b1e44d07f", dialect.upload(shard, wire));
        server.verify(
                1,
                postRequestedFor(urlEqualTo(START_UPLOAD))
                        .withHeader("X-Goog-Upload-Protocol", equalTo("resumable"))
                        .withHeader("X-Goog-Upload-Command", equalTo("start"))
                        .withHeader("X-Goog-Upload-Header-Content-Length", equalTo("17"))
                        .withHeader("X-Goog-Upload-Header-Content-Type", equalTo("application/jsonl"))
                        .withRequestBody(equalToJson("""
                                {"file":{"name":"files/route-9b1e44d07f","displayName":"route-9b1e44d07f.jsonl",
                                 "mimeType":"application/jsonl"}}
                                """)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/there?upload_id=u1"))
                        .withHeader("X-Goog-Upload-Offset", equalTo("0"))
                        .withHeader("X-Goog-Upload-Command", equalTo("upload, finalize"))
                        .withRequestBody(equalTo("rows of the shard")));
    }

    @Test
    void theKeyDoesNotFollowTheBytesToAnotherHost() {
        fileIs(json(404, fixture("bad-request.json")));
        uploadGoesTo("http://localhost:" + server.getPort() + "/there");
        server.stubFor(post(urlEqualTo("/there")).willReturn(okJson(fixture("uploaded.json"))));
        // The wire goes to 127.0.0.1, so localhost is a stranger.
        dialect.upload(shard, wireTo("http://127.0.0.1:" + server.getPort()));
        server.verify(1, postRequestedFor(urlEqualTo("/there")).withHeader("x-goog-api-key", absent()));
    }

    @Test
    void anUploadWhoseAnswerWasLostIsFoundUnderItsName() {
        fileIs(json(403, fixture("no-such-file.json")));
        uploadGoesTo(server.baseUrl() + "/there");
        server.stubFor(post(urlEqualTo("/there")).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThrows(Busy.class, () -> dialect.upload(shard, wire));
        fileIs(okJson(Json.read(fixture("uploaded.json")).path("file").toString()));
        assertEquals("files/route-9b1e44d07f", dialect.upload(shard, wire));
        server.verify(1, postRequestedFor(urlEqualTo("/there")));
    }

    @Test
    void aNameThatWasTakenMeanwhileIsLookedAtAgain() {
        fileIs(json(404, fixture("bad-request.json")));
        server.stubFor(post(urlEqualTo(START_UPLOAD)).willReturn(json(409, fixture("bad-request.json"))));
        assertThrows(Busy.class, () -> dialect.upload(shard, wire));
    }

    @Test
    void aFileThatIsNotReadyIsAwaitedAndASpoiltOneRemoved() {
        fileIs(okJson("{\"name\":\"files/route-9b1e44d07f\",\"sizeBytes\":\"17\",\"state\":\"PROCESSING\"}"));
        assertTrue(assertThrows(Busy.class, () -> dialect.upload(shard, wire)).isPreparing());
        server.stubFor(delete(FILE).willReturn(okJson("{}")));
        for (var spoilt : List.of(
                "{\"name\":\"files/route-9b1e44d07f\",\"sizeBytes\":\"16\",\"state\":\"ACTIVE\"}",
                "{\"name\":\"files/route-9b1e44d07f\",\"sizeBytes\":\"17\",\"state\":\"FAILED\"}")) {
            fileIs(okJson(spoilt));
            assertThrows(Busy.class, () -> dialect.upload(shard, wire));
        }
        server.verify(2, deleteRequestedFor(urlEqualTo(FILE)));
    }

    @Test
    void anUploadThatMayNotBeMadeSaysWhy() {
        server.stubFor(any(anyUrl()).willReturn(json(400, fixture("unauthorized.json"))));
        var key = assertThrows(Declined.class, () -> dialect.upload(shard, wire));
        assertEquals(Declined.Kind.KEY, key.kind());
        server.stubFor(any(anyUrl()).willReturn(json(403, "{\"error\":{\"code\":403,\"message\":\"no\"}}")));
        assertEquals(
                Declined.Kind.KEY,
                assertThrows(Declined.class, () -> dialect.upload(shard, wire)).kind());
        fileIs(json(404, fixture("bad-request.json")));
        for (var address : List.of("", "nonsense", "ftp://x/y", "http://[x", "http://x:70000/", "file:///etc/passwd")) {
            uploadGoesTo(address);
            assertThrows(Busy.class, () -> dialect.upload(shard, wire), address);
        }
    }

    @Test
    void aCreationTellsAMissingFileFromAMissingModelAndAMissingPath() {
        answerToCreate(json(403, fixture("no-such-file.json")));
        assertEquals(Declined.Kind.GONE, creationDeclined().kind());
        answerToCreate(json(404, "{\"error\":{\"code\":404,\"message\":\"models/x is not found\"}}"));
        assertEquals(Declined.Kind.MODEL, creationDeclined().kind());
        answerToCreate(json(404, "{\"error\":{\"code\":404,\"message\":\"Requested entity was not found.\"}}"));
        assertEquals(Declined.Kind.ADDRESS, creationDeclined().kind());
    }

    @Test
    void whatIsNotMetIsTheAccountsTroubleAndNeverTheRows() {
        var error = "{\"error\":{\"code\":400,\"status\":\"FAILED_PRECONDITION\",\"message\":\"%s\"}}";
        answerToCreate(json(400, error.formatted("User location is not supported for the API use.")));
        assertEquals(Declined.Kind.KEY, creationDeclined().kind());
        answerToCreate(json(400, error.formatted("The free tier is not available. Please enable billing.")));
        assertEquals(Declined.Kind.BILLING, creationDeclined().kind());
        answerToCreate(json(400, error.formatted("The File x is not in an ACTIVE state and usage is not allowed.")));
        assertThrows(Busy.class, () -> dialect.create(shard, "files/x", wire));
    }

    private Declined creationDeclined() {
        return assertThrows(Declined.class, () -> dialect.create(shard, "files/x", wire));
    }

    @Test
    void theDelayThatAnErrorNamesIsObeyed() {
        answerToCreate(json(429, fixture("busy.json")));
        var busy = assertThrows(Busy.class, () -> dialect.create(shard, "files/x", wire));
        assertEquals(Optional.of(27), busy.retryAfterSeconds());
        answerToCreate(json(504, fixture("busy.json")));
        assertThrows(Unclear.class, () -> dialect.create(shard, "files/x", wire));
    }

    @Test
    void anExpiredBatchHasNoResultsAndSaysSo() {
        var batch = Json.read(fixture("created.json"));
        say((ObjectNode) batch, "BATCH_STATE_EXPIRED");
        statusIs(batch.toString());
        var status = dialect.status(remoteId(), wire);
        assertEquals(Phase.ENDED, status.phase());
        assertEquals(List.of(), status.resultFiles());
        assertEquals(0, status.done());
        assertTrue(status.word().toLowerCase().contains("expired"));
    }

    @Test
    void aFailedBatchIsRejectedOnlyWhereNothingWasWorkedOn() {
        statusIs(fixture("failed.json"));
        var rejected = dialect.status(remoteId(), wire);
        assertEquals(Phase.REJECTED, rejected.phase());
        assertEquals("Request 3 asks for a tool that is not offered.", rejected.problem());

        statusIs(fixture("failed.json").replace("\"pendingRequestCount\"", "\"successfulRequestCount\""));
        var workedOn = dialect.status(remoteId(), wire);
        assertEquals(Phase.ENDED, workedOn.phase());
        assertEquals(8, workedOn.done());
        assertEquals("", workedOn.problem());

        statusIs(fixture("failed.json").replace("\"code\":3", "\"code\":13"));
        assertEquals(Phase.ENDED, dialect.status(remoteId(), wire).phase());
        statusIs(fixture("failed.json").replace("\"code\":3", "\"code\":8"));
        assertEquals(Phase.QUEUE_FULL, dialect.status(remoteId(), wire).phase());
    }

    @Test
    void anOperationThatIsDoneHasEndedWhateverItsState() {
        statusIs("{\"name\":\"batches/o6k1\",\"done\":true,\"response\":{\"responsesFile\":\"files/batch-o6k1\"}}");
        var status = dialect.status(remoteId(), wire);
        assertEquals(Phase.ENDED, status.phase());
        assertEquals(List.of("files/batch-o6k1"), status.resultFiles());
        assertEquals(Optional.empty(), status.expiresAt());
    }

    @Test
    void aBatchIsLookedAtWithOrWithoutItsFolder() {
        statusIs(fixture("ended.json"));
        assertEquals(Phase.ENDED, dialect.status("o6k1", wire).phase());
    }

    @Test
    void aBlockedPromptThatIsNotBilledIsARefusalOfTheRow() {
        var blocked = dialect.read("{\"key\":\"a\",\"response\":{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}}");
        assertEquals(new Errored("blocked_prompt", "the prompt was blocked: SAFETY", false), blocked.outcome());
        assertTrue(assertInstanceOf(
                        Errored.class,
                        dialect.read("{\"key\":\"a\",\"response\":{}}").outcome())
                .retryable());
    }

    @Test
    void aFailedRowIsReadInEveryFormThatWasSeen() {
        var expected = new Errored("RESOURCE_EXHAUSTED", "too much", true);
        for (var line : List.of(
                "{\"key\":\"a\",\"error\":{\"code\":8,\"message\":\"too much\"}}",
                "{\"key\":\"a\",\"error\":{\"code\":429,\"message\":\"too much\",\"status\":\"RESOURCE_EXHAUSTED\"}}",
                "{\"key\":\"a\",\"status\":{\"code\":8,\"message\":\"too much\"}}",
                "{\"key\":\"a\",\"response\":{\"error\":{\"code\":8,\"message\":\"too much\"}}}",
                "{\"key\":\"a\",\"code\":8,\"message\":\"too much\"}")) {
            var read = dialect.read(line);
            assertEquals("a", read.customId());
            assertEquals(expected, read.outcome(), line);
        }
    }

    @Test
    void anUnknownModelIsKnownByItsCommonName() {
        var line = "{\"key\":\"a\",\"error\":{\"code\":5,\"message\":\"models/x is not found\"}}";
        assertEquals(
                new Errored("model_not_found", "models/x is not found", false),
                dialect.read(line).outcome());
    }

    @Test
    void finishReasonsAreUnderstood() {
        Map.of(
                        "STOP", Finish.STOP,
                        "MAX_TOKENS", Finish.LENGTH,
                        "CONTINUATION", Finish.LENGTH,
                        "RECITATION", Finish.CONTENT_FILTER,
                        "SPII", Finish.CONTENT_FILTER,
                        "MALFORMED_FUNCTION_CALL", Finish.OTHER,
                        "SOMETHING_NEW", Finish.OTHER)
                .forEach((word, finish) -> {
                    var line = "{\"key\":\"a\",\"response\":{\"candidates\":[{\"finishReason\":\"" + word + "\"}]}}";
                    assertEquals(
                            new Answered("", finish, Usage.NONE),
                            dialect.read(line).outcome());
                });
    }

    @Override
    String unknownModel() {
        return "{\"error\":{\"code\":404,\"message\":\"models/no-such is not found for API version v1beta\","
                + "\"status\":\"NOT_FOUND\"}}";
    }
}
