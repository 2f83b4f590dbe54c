package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.Outcome.Answered;
import route.domain.Outcome.Errored;
import route.domain.Prompt;
import route.domain.Usage;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.CallException.Unclear;
import route.provider.RemoteStatus.Phase;

class XaiTest extends DialectContract {
    private static final String REQUESTS = "/v1/batches/file-7Kq2/requests";

    private final Dialect dialect = Dialects.of("xai");

    @Override
    Dialect dialect() {
        return dialect;
    }

    @Override
    String model() {
        return "grok-4.7";
    }

    @Override
    String basePath() {
        return "/v1";
    }

    @Override
    String batchesPath() {
        return "/v1/batches";
    }

    /** The empty batch that is filled: what stands for an upload here. */
    @Override
    String remoteId() {
        return "file-7Kq2";
    }

    @Override
    String createPath() {
        return REQUESTS;
    }

    @Override
    String cancelPath() {
        return batchPath() + ":cancel";
    }

    @Override
    String idField() {
        return "batch_request_id";
    }

    /** There is no word: {@link #batchSaying} shows the counters from which each of ours follows. */
    @Override
    String wordField() {
        return "";
    }

    @Override
    Map<String, Phase> words() {
        return Map.of(
                "empty", Phase.WAITING,
                "running", Phase.RUNNING,
                "cancelling", Phase.CANCELLING,
                "cancelled", Phase.ENDED,
                "ended", Phase.ENDED);
    }

    @Override
    String batchSaying(String word) {
        return switch (word) {
            case "empty" -> container(0, 0, 0).toString();
            case "running" -> container(8, 2, 6).toString();
            case "ended" -> container(8, 0, 8).toString();
            case "cancelling" ->
                container(8, 3, 5).put("cancel_time", "2026-11-20T05:00:00Z").toString();
            case "cancelled" ->
                container(8, 0, 5).put("cancel_time", "2026-11-20T05:00:00Z").toString();
            default -> "{\"batch_id\":\"file-7Kq2\",\"state\":\"" + word + "\"}";
        };
    }

    private static ObjectNode container(int rows, int pending, int success) {
        var batch = Json.object().put("batch_id", "file-7Kq2").put("create_time", START.toString());
        batch.putObject("state")
                .put("num_requests", rows)
                .put("num_pending", pending)
                .put("num_success", success)
                .put("num_error", 0)
                .put("num_cancelled", rows - pending - success);
        return batch;
    }

    @Override
    Map<String, String> resultFiles() {
        var pages = new LinkedHashMap<String, String>();
        pages.put(batchPath() + "/results?limit=1000", "results-1.json");
        pages.put(batchPath() + "/results?limit=1000&pagination_token=p2%2B%2F%3D", "results-2.json");
        return pages;
    }

    /** Errors are texts without a code. */
    @Override
    Outcome refusedRow() {
        return new Errored("error", "max_tokens is too large", false);
    }

    @Override
    Outcome troubledRow() {
        return new Errored("error", "overloaded", true);
    }

    @Override
    String cursor() {
        return "pagination_token";
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        return container(rows, rows, 0).put("batch_id", id);
    }

    @Override
    void mark(ObjectNode batch) {}

    /** The search looks at the one batch whose id it has. */
    @Override
    void listIs(ObjectNode... batches) {
        var ours = List.of(batches).stream()
                .filter(it -> Json.string(it.path("batch_id")).equals(remoteId()))
                .findFirst();
        statusIs(ours.orElse(container(0, 0, 0)).toString());
    }

    @Override
    String userText(JsonNode request) {
        return request.at("/batch_request/chat_get_completion/messages/0/content")
                .asText();
    }

    @Override
    JsonNode params(JsonNode request) {
        return request.at("/batch_request/chat_get_completion");
    }

    @Override
    String askPath() {
        return "/chat/completions";
    }

    @Override
    String answer() {
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"delivery\"},\"finish_reason\":\"stop\"}],"
                + "\n\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}";
    }

    @Override
    @Test
    void aCreationGivesTheProvidersIdAndIsSentOnce() {
        statusIs(fixture("ended.json"));
        super.aCreationGivesTheProvidersIdAndIsSentOnce();
    }

    @Override
    @Test
    void aCreationsTroubleIsSortedByWhetherItHappened() {
        statusIs(fixture("created.json"));
        super.aCreationsTroubleIsSortedByWhetherItHappened();
    }

    @Override
    @Test
    void anUnknownWordIsSaidAndNoEnd() {
        statusIs(batchSaying("re_queueing"));
        assertEquals(Phase.UNKNOWN, dialect.status(remoteId(), wire).phase());
    }

    /** There is no list to search. */
    @Override
    void searchingReadsEveryPageUntilTheyAreTooOld() {}

    @Override
    void aListThatNeverEndsIsLeft() {}

    @Test
    void anEmptyBatchIsMadeUnderOurKeyAndMayBeMadeAgain() {
        server.stubFor(post("/v1/batches").willReturn(okJson(fixture("created.json"))));
        assertEquals("file-7Kq2", dialect.upload(shard, wire));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/batches"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withRequestBody(equalToJson("{\"name\":\"route-t7k2-9b1e44d07f\"}")));
        server.stubFor(post("/v1/batches").willReturn(json(500, fixture("error-500.json"))));
        assertThrows(Busy.class, () -> dialect.upload(shard, wire));
        server.stubFor(post("/v1/batches")
                .willReturn(aResponse().withFault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE)));
        assertThrows(Busy.class, () -> dialect.upload(shard, wire));
        server.stubFor(post("/v1/batches").willReturn(okJson("{}")));
        assertThrows(Busy.class, () -> dialect.upload(shard, wire));
    }

    private Shard shardOf(int rows) throws IOException {
        var lines = new ArrayList<String>();
        for (int row = 1; row <= rows; row++) lines.add(rendered("q7f3-" + row, "row " + row + " ä"));
        var framing = dialect.framing();
        Files.writeString(shard.file(), String.join(framing.between(), lines) + framing.tail());
        return new Shard("9b1e44d07f", "t7k2", "q7f3", shard.model(), Endpoint.CHAT, shard.file(), rows, 1, "ab12");
    }

    private List<JsonNode> calls() {
        return server.findAll(postRequestedFor(urlEqualTo(REQUESTS))).stream()
                .map(it -> Json.read(it.getBodyAsString()).path("batch_requests"))
                .toList();
    }

    @Test
    void aShardGoesInPiecesThatAreWholeAndHoldEachRowOnce() throws IOException {
        answerToCreate(okJson("{}"));
        statusIs(container(2_500, 2_500, 0).toString());
        assertEquals("file-7Kq2", dialect.create(shardOf(2_500), "file-7Kq2", wire));
        var calls = calls();
        assertEquals(
                List.of(1_000, 1_000, 500), calls.stream().map(JsonNode::size).toList());
        var row = 0;
        for (var call : calls) {
            for (var request : call) {
                assertEquals("q7f3-" + ++row, Json.string(request.path("batch_request_id")));
                assertEquals("row " + row + " ä", userText(request));
            }
        }
    }

    @Test
    void aPieceIsBoundedByItsBytesTooAndALongRowGoesAlone() throws IOException {
        answerToCreate(okJson("{}"));
        statusIs(container(3, 3, 0).toString());
        var text = "x".repeat(2_500_000);
        var lines = List.of(rendered("q7f3-1", text), rendered("q7f3-2", text + text), rendered("q7f3-3", "y"));
        Files.writeString(shard.file(), String.join(",\n", lines) + "\n");
        dialect.create(shard, "file-7Kq2", wire);
        assertEquals(List.of(1, 1, 1), calls().stream().map(JsonNode::size).toList());
    }

    @Test
    void anAnswerLostHalfWayIsUnclearAndAHalfFilledBatchIsFound() throws IOException {
        server.stubFor(post(REQUESTS).inScenario("s").willReturn(okJson("{}")).willSetStateTo("one"));
        server.stubFor(
                post(REQUESTS).inScenario("s").whenScenarioStateIs("one").willReturn(json(429, fixture("busy.json"))));
        var rows = shardOf(1_500);
        var unclear = assertThrows(Unclear.class, () -> dialect.create(rows, "file-7Kq2", wire));
        assertTrue(unclear.getMessage().contains("1000 of 1500"), unclear.getMessage());
        statusIs(container(1_000, 1_000, 0).toString());
        assertThrows(Unclear.class, () -> dialect.find(rows, "file-7Kq2", START, Set.of(), wire));

        // Once it takes rows again it is filled up; what is in it is not taken twice.
        server.resetRequests();
        server.stubFor(post(REQUESTS).inScenario("s").whenScenarioStateIs("one").willReturn(okJson("{}")));
        assertThrows(Unclear.class, () -> dialect.find(rows, "file-7Kq2", START, Set.of(), wire), "it lags behind");
        assertEquals(1_500, calls().stream().mapToInt(JsonNode::size).sum());
        server.resetRequests();
        for (var there : List.of(container(1_500, 1_500, 0), container(1, 0, 1))) {
            statusIs(there.toString());
            assertEquals(new Sighting.Found("file-7Kq2", true), dialect.find(rows, "file-7Kq2", START, Set.of(), wire));
        }
        assertEquals(List.of(), calls(), "whole, or done with what it has");
        statusIs(container(0, 0, 0).toString());
        assertEquals(new Sighting.Absent(), dialect.find(rows, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void rowsOfAnEarlierTryAreNotGivenUpWhenTheFirstCallFails() throws IOException {
        var rows = shardOf(1_500);
        for (var busy : List.of(json(429, fixture("busy.json")), json(503, fixture("busy.json")))) {
            answerToCreate(busy);
            statusIs(container(1_000, 1_000, 0).toString());
            var unclear = assertThrows(Unclear.class, () -> dialect.create(rows, "file-7Kq2", wire));
            assertTrue(unclear.getMessage().contains("1000 of 1500"), unclear.getMessage());
            server.stubFor(get(batchPath()).willReturn(json(500, fixture("error-500.json"))));
            assertThrows(Unclear.class, () -> dialect.create(rows, "file-7Kq2", wire));
            statusIs(container(0, 0, 0).toString());
            assertThrows(Busy.class, () -> dialect.create(rows, "file-7Kq2", wire));
        }
        for (var refusal : List.of(json(400, fixture("unauthorized.json")), json(404, "<html>nginx</html>"))) {
            answerToCreate(refusal);
            statusIs(container(1_000, 1_000, 0).toString());
            assertEquals("file-7Kq2", dialect.create(rows, "file-7Kq2", wire));
            statusIs(container(0, 0, 0).toString());
            assertThrows(Declined.class, () -> dialect.create(rows, "file-7Kq2", wire));
        }
    }

    @Test
    void rowsThatRunAreNeverGivenUpForALaterRefusal() throws IOException {
        server.stubFor(post(REQUESTS)
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson("{}"))
                .willSetStateTo("one"));
        server.stubFor(post(REQUESTS)
                .inScenario("s")
                .whenScenarioStateIs("one")
                .willReturn(json(400, fixture("bad-request.json"))));
        var rows = shardOf(1_500);
        assertEquals("file-7Kq2", dialect.create(rows, "file-7Kq2", wire));
        // The same where a process died in between, and the first piece is refused now.
        statusIs(container(1_000, 1_000, 0).toString());
        assertEquals("file-7Kq2", dialect.create(rows, "file-7Kq2", wire));
        statusIs(container(0, 0, 0).toString());
        assertThrows(Declined.class, () -> dialect.create(rows, "file-7Kq2", wire));
        server.stubFor(get(batchPath()).willReturn(json(500, fixture("error-500.json"))));
        assertThrows(Unclear.class, () -> dialect.create(rows, "file-7Kq2", wire));
    }

    @Test
    void rowsThatDoNotShowYetAreInDoubt() throws IOException {
        answerToCreate(okJson("{}"));
        statusIs(container(2, 2, 0).toString());
        var rows = shardOf(3);
        assertThrows(Unclear.class, () -> dialect.create(rows, "file-7Kq2", wire));
    }

    @Test
    void aBatchThatDoesNotSayHowManyRowsItHoldsIsNotTakenForEmpty() {
        statusIs("{\"batch_id\":\"file-7Kq2\"}");
        assertThrows(Busy.class, () -> dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
        answerToCreate(json(429, fixture("busy.json")));
        assertThrows(Unclear.class, () -> dialect.create(shard, "file-7Kq2", wire));
    }

    @Test
    void aBatchThatTakesNoRowsAnyMoreIsGoneAndOneThatVanishedIsForAPerson() {
        statusIs(container(0, 0, 0).toString());
        answerToCreate(json(403, "{\"code\":\"permission\",\"error\":\"The batch was cancelled.\"}"));
        var closed = assertThrows(Declined.class, () -> dialect.create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.GONE, closed.kind());
        server.stubFor(get(batchPath()).willReturn(json(404, fixture("bad-request.json"))));
        assertInstanceOf(Sighting.Unsure.class, dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void aWrongKeyIsToldWith400AndAModelWithoutBatchesToo() {
        server.stubFor(get("/v1/models").willReturn(json(400, fixture("unauthorized.json"))));
        assertEquals(
                Declined.Kind.KEY,
                assertThrows(Declined.class, () -> dialect.ping(wire)).kind());
        statusIs(container(0, 0, 0).toString());
        answerToCreate(json(400, "{\"code\":\"c\",\"error\":\"Model grok-x is not supported for batch processing\"}"));
        assertEquals(
                Declined.Kind.MODEL,
                assertThrows(Declined.class, () -> dialect.create(shard, "file-7Kq2", wire))
                        .kind());
    }

    @Test
    void aCancelledBatchIsBelievedOnlyAfterAWhile() {
        var cancelled = container(8, 0, 3).put("cancel_time", "2026-11-20T05:00:00Z");
        for (var it : Map.of(
                        "Fri, 20 Nov 2026 05:00:20 GMT", Phase.CANCELLING,
                        "Fri, 20 Nov 2026 05:01:01 GMT", Phase.ENDED,
                        "once upon a time", Phase.ENDED)
                .entrySet()) {
            server.stubFor(
                    get(batchPath()).willReturn(okJson(cancelled.toString()).withHeader("Date", it.getKey())));
            assertEquals(it.getValue(), dialect.status(remoteId(), wire).phase(), it.getKey());
        }
    }

    @Test
    void aBatchThatXaiStoppedSaysWhyAndIsCollected() {
        statusIs(container(8, 0, 3)
                .put("cancel_by_xai_message", "policy\nviolation")
                .toString());
        var status = dialect.status(remoteId(), wire);
        assertEquals(Phase.ENDED, status.phase());
        assertEquals("policy violation", status.problem());
    }

    @Test
    void aBatchThatHangsGetsADeadlineOfItsOwn() {
        statusIs(fixture("created.json"));
        assertEquals(
                Optional.of(java.time.Instant.parse("2026-11-22T04:00:00.123456789Z")),
                dialect.status(remoteId(), wire).expiresAt());
    }

    @Test
    void reasoningIsBilledBesideTheAnswerAndTheChargeIsExact() {
        var answer = "{\"batch_request_id\":\"q7f3-1\",\"batch_result\":{\"response\":{\"chat_get_completion\":"
                + "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],\"usage\":{"
                + "\"prompt_tokens\":30,\"completion_tokens\":9,%s\"completion_tokens_details\":{\"reasoning_tokens\":4},"
                + "\"cost_in_usd_ticks\":%s}}}}}";
        assertEquals(
                new Usage(30, 0, 0, 13, 4),
                answered(answer.formatted("", "123456")).usage());
        assertEquals(
                new Usage(30, 0, 0, 13, 4),
                answered(answer.formatted("\"total_tokens\":43,", "0")).usage());
        assertEquals(
                new Usage(30, 0, 0, 9, 4),
                answered(answer.formatted("\"total_tokens\":39,", "0")).usage());
        assertEquals(
                Optional.of(Money.ofDollars("0.0000123456")),
                answered(answer.formatted("", "123456")).cost());
        for (var nonsense : List.of("-1", "\"7\"", "null", "1e30", "{}")) {
            assertEquals(
                    Optional.empty(), answered(answer.formatted("", nonsense)).cost(), nonsense);
        }
    }

    private Answered answered(String line) {
        return assertInstanceOf(Answered.class, dialect.read(line).outcome());
    }

    @Test
    void whatHasNoCounterpartIsRefusedByName() {
        for (var param : Map.of(
                        "logit_bias", "{\"1\":2}",
                        "top_logprobs", "9",
                        "max_tokens", "0",
                        "search_parameters", "{}")
                .entrySet()) {
            var reason = refusal(Map.of(param.getKey(), param.getValue()));
            assertTrue(reason.orElseThrow().contains(param.getKey()), reason.toString());
        }
        for (var fine : List.of("temperature", "seed", "logprobs", "user", "metadata")) {
            assertEquals(Optional.empty(), refusal(Map.of(fine, "null")));
        }
        var embeddings = new Prompt(Endpoint.EMBEDDINGS, List.of(), Map.of("input", "\"x\""));
        assertTrue(dialect.refuses(embeddings, model()).orElseThrow().contains("/v1/embeddings"));
    }

    @Override
    String unknownModel() {
        return "{\"code\":\"Some requested entity was not found\","
                + "\"error\":\"The model no-such does not exist or your team t does not have access to it.\"}";
    }

    /** As captured in 2025: the code speaks of permission, and the text names the team and the key. */
    @Test
    void aFlaggedPromptIsItsRowsOwnMatter() {
        var said = "{\"code\":\"The caller does not have permission to execute the specified operation\","
                + "\"error\":\"Content violates usage guidelines. Team: t-1, API key ID: k-1, Model: grok-4.7,"
                + " Failed check: SAFETY_CHECK_TYPE_BIO\"}";
        FlaggedContract.isTheRows(dialect, said);
        statusIs(container(0, 0, 0).toString());
        answerToCreate(json(403, said));
        var refused = assertThrows(Declined.class, () -> dialect.create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.REQUEST, refused.kind());
    }
}
