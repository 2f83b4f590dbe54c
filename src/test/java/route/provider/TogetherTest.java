package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Outcome;
import route.domain.Outcome.Errored;
import route.domain.Prompt;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.RemoteStatus.Phase;

class TogetherTest extends DialectContract {
    private final Dialect dialect = Dialects.of("together");

    @Override
    Dialect dialect() {
        return dialect;
    }

    @Override
    String model() {
        return "openai/gpt-oss-120b";
    }

    @Override
    String basePath() {
        return "/v1";
    }

    @Override
    String batchesPath() {
        return "/v1/batches";
    }

    @Override
    String remoteId() {
        return "7c1f9a52-0b0e";
    }

    @Override
    String wordField() {
        return "status";
    }

    @Override
    Map<String, Phase> words() {
        return Map.of(
                "VALIDATING", Phase.WAITING,
                "IN_PROGRESS", Phase.RUNNING,
                "CANCELING", Phase.CANCELLING,
                "COMPLETED", Phase.ENDED,
                "EXPIRED", Phase.ENDED,
                "CANCELLED", Phase.ENDED,
                "FAILED", Phase.REJECTED);
    }

    /** A job is wrapped when it is made, and bare ever after. */
    @Override
    String batchSaying(String word) {
        return ((ObjectNode) Json.read(fixture("created.json")).path("job"))
                .put("status", word)
                .toString();
    }

    @Override
    Map<String, String> resultFiles() {
        var files = new LinkedHashMap<String, String>();
        files.put("/v1/files/file-out1/content", "results-output.jsonl");
        files.put("/v1/files/file-err1/content", "results-error.jsonl");
        return files;
    }

    @Override
    Outcome refusedRow() {
        return new Errored("batch_client_error", "max_tokens is too large", false);
    }

    @Override
    Outcome troubledRow() {
        return new Errored("server_error", "overloaded", true);
    }

    @Override
    String cursor() {
        return "";
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        return Json.object()
                .put("id", id)
                .put("status", "IN_PROGRESS")
                .put("input_file_id", "file-of-" + id)
                .put("created_at", START.plusSeconds(second).toString());
    }

    @Override
    void mark(ObjectNode batch) {
        batch.put("input_file_id", "file-7Kq2");
    }

    /** The list is an array without pages. */
    @Override
    void listIs(ObjectNode... batches) {
        var list = Json.object().putArray("list").addAll(List.of(batches));
        server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(okJson(list.toString())));
    }

    @Override
    void searchingReadsEveryPageUntilTheyAreTooOld() {}

    @Override
    void aListThatNeverEndsIsLeft() {}

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
        return "/chat/completions";
    }

    @Override
    String answer() {
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"delivery\"},\"finish_reason\":\"eos\"}],"
                + "\n\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}";
    }

    @Override
    @Test
    void limitsAreThoseOfTheProvidersDocuments() {
        assertEquals(50_000, dialect.limits().maxRows());
        assertEquals(100_000_000, dialect.limits().maxBytes());
    }

    /** Requests are not counted here. */
    @Override
    @Test
    void anEndedBatchSaysCountsExpiryAndWhenToLookAgain() {
        server.stubFor(get(batchPath()).willReturn(okJson(fixture("ended.json")).withHeader("Retry-After", "10")));
        var status = dialect.status(remoteId(), wire);
        assertEquals(0, status.total());
        assertEquals(10, status.retryAfterSeconds());
        assertEquals(Optional.of(Instant.parse("2026-11-21T04:00:00Z")), status.expiresAt());
        assertEquals(List.of("file-out1", "file-err1"), status.resultFiles());
        assertEquals("", status.problem());
    }

    @Test
    void theFieldsOfAnUploadComeBeforeTheFileAndTheProgramNamesItself() {
        server.stubFor(post("/v1/files/upload").willReturn(okJson(fixture("uploaded.json"))));
        assertEquals("file-7Kq2", dialect.upload(shard, wire));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/files/upload"))
                        .withHeader("User-Agent", matching("route/.+"))
                        .withRequestBody(matching("(?s).*name=\"purpose\".*batch-api.*name=\"file_name\".*"
                                + "route-t7k2-9b1e44d0.jsonl.*name=\"file\".*rows of the shard.*")));
        server.stubFor(post("/v1/files/upload").willReturn(okJson("{}")));
        assertThrows(Busy.class, () -> dialect.upload(shard, wire));
    }

    @Test
    void aBatchIsMadeOfTheFileAlone() {
        answerToCreate(json(201, fixture("created.json")));
        assertEquals(remoteId(), dialect.create(shard, "file-7Kq2", wire));
        server.verify(1, postRequestedFor(urlEqualTo("/v1/batches")).withRequestBody(equalToJson("""
                {"input_file_id":"file-7Kq2","endpoint":"/v1/chat/completions","completion_window":"24h"}
                """)));
    }

    @Test
    void onlyAJobThatNeverRanIsTurnedDown() {
        statusIs(fixture("failed.json"));
        var failed = dialect.status(remoteId(), wire);
        assertEquals(Phase.REJECTED, failed.phase());
        assertEquals("error reading input file", failed.problem());
        for (var ran : List.of("\"progress\": 3", "\"progress\": 0, \"output_file_id\": \"file-out1\"")) {
            statusIs(fixture("failed.json").replace("\"progress\": 0", ran));
            var status = dialect.status(remoteId(), wire);
            assertEquals(Phase.ENDED, status.phase(), ran);
            assertEquals("error reading input file", status.problem());
        }
        statusIs(fixture("failed.json").replace("error reading input file", "Too many enqueued tokens"));
        assertEquals(Phase.QUEUE_FULL, dialect.status(remoteId(), wire).phase());
    }

    @Test
    void aJobThatFailedItsCheckIsNoSightingAndTwoAreDoubtful() {
        var failed = listed("old", 8, 1).put("status", "FAILED");
        mark(failed);
        listIs(failed);
        assertEquals(new Sighting.Absent(), dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
        var one = listed("job-1", 8, 2);
        var two = listed("job-2", 8, 3);
        mark(one);
        mark(two);
        listIs(two, failed, one);
        var unsure = assertInstanceOf(Sighting.Unsure.class, dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
        assertTrue(unsure.facts().contains("job-2, job-1"), unsure.facts());
        assertEquals(new Sighting.Found("job-1", true), dialect.find(shard, "file-7Kq2", START, Set.of("job-2"), wire));
    }

    @Test
    void aListThatIsNoneSaysNothing() {
        server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(okJson("{\"jobs\":7}")));
        assertThrows(Busy.class, () -> dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void theEdgesRefusalIsNotTheKeys() {
        server.stubFor(get("/v1/models").willReturn(json(403, "error code: 1010")));
        assertEquals(
                Declined.Kind.ADDRESS,
                assertThrows(Declined.class, () -> dialect.ping(wire)).kind());
        answerToCreate(
                json(
                        400,
                        "{\"error\":{\"message\":\"Unable to access non-serverless model x\",\"code\":\"model_not_available\"}}"));
        assertEquals(
                Declined.Kind.MODEL,
                assertThrows(Declined.class, () -> dialect.create(shard, "file-7Kq2", wire))
                        .kind());
    }

    @Test
    void parametersAreTranslatedOrRefusedByName() {
        var params = new LinkedHashMap<String, String>();
        params.put("max_completion_tokens", "50");
        params.put("max_tokens", "70");
        params.put("top_logprobs", "3");
        params.put("logprobs", "true");
        params.put("stop", "[\"a\",\"b\"]");
        params.put("n", "1");
        params.put("parallel_tool_calls", "true");
        var prompt = new Prompt(
                Endpoint.CHAT, List.of(Message.plain("developer", "be brief"), Message.plain("user", "hi")), params);
        assertEquals(Optional.empty(), dialect.refuses(prompt, model()));
        var body = Json.read(new String(dialect.render("q7f3-1", model(), prompt, 10), StandardCharsets.UTF_8));
        assertEquals(Json.read("""
                        {"custom_id":"q7f3-1","body":{"model":"openai/gpt-oss-120b","messages":[
                        {"role":"system","content":"be brief"},{"role":"user","content":"hi"}],
                        "max_tokens":50,"logprobs":3,"stop":["a","b"]}}"""), body);
        for (var refused : Map.of(
                        "stop", "[\"1\",\"2\",\"3\",\"4\",\"5\"]",
                        "parallel_tool_calls", "false",
                        "modalities", "[\"audio\"]")
                .entrySet()) {
            var reason = refusal(Map.of(refused.getKey(), refused.getValue()));
            assertTrue(reason.orElseThrow().contains(refused.getKey()), reason.toString());
        }
    }

    @Test
    void aRequestThatIsLongerThanALineMayBeIsRefusedAlone() {
        assertEquals(Optional.empty(), refusalOf("x".repeat(9_900_000)));
        assertTrue(refusalOf("\"".repeat(5_100_000)).orElseThrow().contains("10000000 bytes"));
    }

    private Optional<String> refusalOf(String text) {
        return dialect.refuses(new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of()), model());
    }
}
