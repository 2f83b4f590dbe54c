package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Outcome.Errored;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

class FireworksTest extends DialectContract {
    private static final String DATASET = "accounts/acme/datasets/route-9b1e44d07f";

    @Override
    Dialect dialect() {
        return Dialects.of("fireworks");
    }

    @Override
    String model() {
        return "accounts/fireworks/models/glm-5p3-flash";
    }

    @Override
    String basePath() {
        return "/v1/accounts/acme";
    }

    @Override
    String batchesPath() {
        return "/v1/accounts/acme/batchInferenceJobs";
    }

    @Override
    String remoteId() {
        return "route-9b1e44d07f";
    }

    @Override
    String wordField() {
        return "state";
    }

    @Override
    Map<String, Phase> words() {
        var words = new LinkedHashMap<String, Phase>();
        words.put("JOB_STATE_CREATING", Phase.WAITING);
        words.put("JOB_STATE_VALIDATING", Phase.WAITING);
        words.put("JOB_STATE_PENDING", Phase.WAITING);
        words.put("JOB_STATE_PAUSED", Phase.WAITING);
        words.put("JOB_STATE_RUNNING", Phase.RUNNING);
        words.put("JOB_STATE_WRITING_RESULTS", Phase.RUNNING);
        words.put("JOB_STATE_RE_QUEUEING", Phase.RUNNING);
        words.put("JOB_STATE_CANCELLING", Phase.CANCELLING);
        words.put("JOB_STATE_COMPLETED", Phase.ENDED);
        words.put("JOB_STATE_CANCELLED", Phase.ENDED);
        words.put("JOB_STATE_EXPIRED", Phase.ENDED);
        words.put("JOB_STATE_EARLY_STOPPED", Phase.ENDED);
        words.put("JOB_STATE_FAILED", Phase.REJECTED);
        return words;
    }

    @Override
    Map<String, String> resultFiles() {
        var store = server.baseUrl();
        server.stubFor(get("/v1/accounts/acme/datasets/route-9b1e44d07f-out:getDownloadEndpoint")
                .willReturn(okJson("{\"filenameToSignedUrls\":{\"b-errors.jsonl\":\"" + store
                        + "/signed/errors\",\"a-results.jsonl\":\"" + store + "/signed/results\"}}")));
        var files = new LinkedHashMap<String, String>();
        files.put("/signed/results", "results-output.jsonl");
        files.put("/signed/errors", "results-error.jsonl");
        return files;
    }

    @Override
    String cursor() {
        return "pageToken";
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        return Json.object().put("name", "accounts/acme/batchInferenceJobs/" + id);
    }

    @Override
    void mark(ObjectNode batch) {
        batch.put("state", "JOB_STATE_RUNNING");
    }

    @Override
    void listIs(ObjectNode... batches) {
        var ours = Arrays.stream(batches).filter(it -> it.has("state")).findFirst();
        server.stubFor(get(urlPathEqualTo(batchPath()))
                .willReturn(ours.map(it -> okJson(it.toString()))
                        .orElse(json(404, "{\"code\":5,\"message\":\"job not found\",\"details\":[]}"))));
    }

    @Override
    void answerToCreate(ResponseDefinitionBuilder answer) {
        datasetIs("READY");
        super.answerToCreate(answer);
    }

    private void datasetIs(String state) {
        server.stubFor(
                get(urlPathEqualTo("/v1/accounts/acme/datasets/file-7Kq2")).willReturn(okJson(dataset(state))));
        server.stubFor(get(urlPathEqualTo("/v1/" + DATASET)).willReturn(okJson(dataset(state))));
    }

    private static String dataset(String state) {
        return "{\"name\":\"" + DATASET + "\",\"state\":\"" + state + "\"}";
    }

    @Override
    String userText(JsonNode request) {
        return request.at("/body/messages/0/content").asText();
    }

    @Override
    JsonNode params(JsonNode request) {
        return request.path("body");
    }

    @Override
    String askPath() {
        return "/../../../inference/v1/chat/completions";
    }

    @Override
    String answer() {
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"delivery\"},\"finish_reason\":\"stop\"}]}";
    }

    @Override
    @Test
    void anAnswerInRealTimeIsReadLikeALineOfAResultFile() throws Exception {
        server.stubFor(post(urlEqualTo("/inference/v1/chat/completions")).willReturn(okJson(answer())));
        var prompt = new route.domain.Prompt(
                route.domain.Endpoint.CHAT,
                java.util.List.of(route.domain.Message.plain("user", "late parcel")),
                Map.of());
        var line = dialect().line("q7f3-000001", wire.send(dialect().ask("glm-5p3-flash", prompt, 100)));
        assertEquals("q7f3-000001", dialect().read(line).customId());
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/inference/v1/chat/completions"))
                        .withRequestBody(equalToJson(
                                "{\"model\":\"accounts/fireworks/models/glm-5p3-flash\",\"max_tokens\":100}",
                                true,
                                true)));
    }

    @Override
    @Test
    void anEndedBatchSaysCountsExpiryAndWhenToLookAgain() {
        statusIs(fixture("ended.json"));
        var status = dialect().status(remoteId(), wire);
        assertEquals(8, status.total());
        assertEquals(8, status.done());
        assertEquals(Optional.empty(), status.expiresAt());
    }

    @Override
    @Test
    void searchingReadsEveryPageUntilTheyAreTooOld() {
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(json(500, "only our job is asked for")));
        var ours = listed(remoteId(), 8, 3);
        mark(ours);
        listIs(ours);
        assertEquals(new Sighting.Found(remoteId(), true), dialect().find(shard, "", START, Set.of(), wire));
    }

    @Override
    @Test
    void aListThatNeverEndsIsLeft() {
        server.stubFor(any(anyUrl()).willReturn(json(404, "<html>nothing here</html>")));
        var doubtful = assertThrows(
                Declined.class, () -> dialect().find(shard, "", START, Set.of(), wire), "a stranger proves no absence");
        assertEquals(Declined.Kind.ADDRESS, doubtful.kind());
    }

    @Override
    @Test
    void cancellingAsksTheProviderAndIsHarmlessAfterTheEnd() {
        statusIs(fixture("created.json"));
        dialect().cancel(remoteId(), wire);
        statusIs(fixture("ended.json"));
        dialect().cancel(remoteId(), wire);
    }

    @Override
    @Test
    void aCancellationThatIsRefusedWhileRunningIsNotHidden() {
        server.stubFor(get(urlPathEqualTo(batchPath())).willReturn(json(404, "{\"code\":5,\"message\":\"gone\"}")));
        assertThrows(Declined.class, () -> dialect().cancel(remoteId(), wire));
    }

    @Override
    @Test
    void aPingShowsThatAddressAndKeyAreRight() {
        server.stubFor(get(urlPathEqualTo("/v1/accounts/acme/datasets")).willReturn(okJson("{\"datasets\":[]}")));
        dialect().ping(wire);
        server.stubFor(get(urlPathEqualTo("/v1/accounts/acme/datasets")).willReturn(json(404, "not here")));
        assertEquals(
                Declined.Kind.ADDRESS,
                assertThrows(Declined.class, () -> dialect().ping(wire)).kind());
    }

    @Test
    void theDatasetIsMadeAndUploadedAndADatasetThatIsThereIsUsed() {
        var datasets = "/v1/accounts/acme/datasets";
        server.stubFor(post(datasets).willReturn(okJson(dataset("UPLOADING"))));
        server.stubFor(post("/v1/" + DATASET + ":upload").willReturn(okJson("{}")));
        assertEquals(DATASET, dialect().upload(shard, wire));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/" + DATASET + ":upload"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withRequestBodyPart(aMultipart("file")
                                .withBody(equalTo("rows of the shard"))
                                .build()));
        server.stubFor(post(datasets).willReturn(json(409, "{\"code\":6,\"message\":\"dataset already exists\"}")));
        datasetIs("UPLOADING");
        assertEquals(DATASET, dialect().upload(shard, wire));
        server.verify(2, postRequestedFor(urlEqualTo("/v1/" + DATASET + ":upload")));
        datasetIs("READY");
        assertEquals(DATASET, dialect().upload(shard, wire));
        server.verify(2, postRequestedFor(urlEqualTo("/v1/" + DATASET + ":upload")));
    }

    @Test
    void aJobThatIsThereAlreadyIsOurs() {
        for (var status : new int[] {409, 400}) {
            answerToCreate(json(status, "{\"code\":6,\"message\":\"job route-9b1e44d07f already exists\"}"));
            assertEquals(remoteId(), dialect().create(shard, DATASET, wire));
        }
    }

    @Test
    void theJobNamesItsDatasetsAndModel() {
        answerToCreate(json(200, fixture("created.json")));
        dialect().create(shard, DATASET, wire);
        server.verify(
                1,
                postRequestedFor(urlEqualTo(batchesPath() + "?batchInferenceJobId=route-9b1e44d07f"))
                        .withRequestBody(equalToJson("{\"displayName\":\"route t7k2\",\"model\":\"" + model()
                                + "\",\"inputDatasetId\":\"" + DATASET + "\",\"outputDatasetId\":\"" + DATASET
                                + "-out\"}")));
    }

    @Test
    void aDatasetThatIsNotReadyIsWaitedForAndWhatIsMissingIsSorted() {
        datasetIs("UPLOADING");
        assertThrows(Busy.class, () -> dialect().create(shard, DATASET, wire));
        server.verify(0, postRequestedFor(urlPathEqualTo(batchesPath())));
        answerToCreate(json(404, "{\"code\":5,\"message\":\"model x not found\"}"));
        assertEquals(
                Declined.Kind.MODEL,
                assertThrows(Declined.class, () -> dialect().create(shard, DATASET, wire))
                        .kind());
        answerToCreate(json(404, "{\"code\":5,\"message\":\"dataset x not found\"}"));
        assertEquals(
                Declined.Kind.GONE,
                assertThrows(Declined.class, () -> dialect().create(shard, DATASET, wire))
                        .kind());
    }

    @Test
    void aJobThatFailedHalfWayHasResults() {
        statusIs(fixture("ended.json").replace("COMPLETED", "FAILED"));
        assertEquals(Phase.ENDED, dialect().status(remoteId(), wire).phase());
        statusIs("{\"state\":\"JOB_STATE_FAILED\",\"status\":{\"code\":\"INVALID_ARGUMENT\",\"message\":\"bad row\"}}");
        var rejected = dialect().status(remoteId(), wire);
        assertEquals(Phase.REJECTED, rejected.phase());
        assertEquals("bad row", rejected.problem());
    }

    @Test
    void anAddressThatIsTooOldIsAskedForAgainAndTakesNoKeyAlong() {
        assertInstanceOf(
                Busy.class, dialect().trouble(new Reply(403, Map.of(), "<Error><Code>ExpiredToken</Code></Error>")));
        assertInstanceOf(Declined.class, dialect().trouble(new Reply(403, Map.of(), "{\"message\":\"no\"}")));
    }

    @Test
    void anErrorBesideTheResponseIsSortedByItsCode() {
        var line = "{\"custom_id\":\"a-1\",\"error\":{\"code\":\"429\",\"message\":\"busy\"}}";
        assertEquals(new Errored("429", "busy", true), dialect().read(line).outcome());
        assertFalse(((Errored) dialect().read(line.replace("429", "400")).outcome()).retryable());
        assertTrue(((Errored) dialect()
                        .read("{\"custom_id\":\"a-1\",\"error\":\"text\"}")
                        .outcome())
                .retryable());
    }

    @Override
    String unknownModel() {
        return "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"Model not found, inaccessible, and/or not deployed\"}}";
    }

    @Test
    void aJobCannotBeStopped() {
        assertFalse(dialect().canCancel());
    }
}
