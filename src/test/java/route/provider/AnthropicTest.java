package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.ModelRef;
import route.provider.CallException.Busy;
import route.provider.RemoteStatus.Phase;

class AnthropicTest extends DialectContract {
    private final Dialect dialect = Dialects.of("anthropic");

    @Override
    Dialect dialect() {
        return dialect;
    }

    @Override
    String model() {
        return "claude-haiku-5-5";
    }

    @Override
    String basePath() {
        return "";
    }

    @Override
    String batchesPath() {
        return "/v1/messages/batches";
    }

    @Override
    String remoteId() {
        return "msgbatch_01Ab";
    }

    @Override
    String wordField() {
        return "processing_status";
    }

    @Override
    Map<String, Phase> words() {
        return Map.of("in_progress", Phase.RUNNING, "canceling", Phase.CANCELLING, "ended", Phase.ENDED);
    }

    @Override
    Map<String, String> resultFiles() {
        return Map.of(batchPath() + "/results", "results.jsonl");
    }

    @Override
    String cursor() {
        return "after_id";
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        var batch = Json.object()
                .put("id", id)
                .put("processing_status", "in_progress")
                .put("created_at", START.plusSeconds(second).toString());
        batch.putObject("request_counts").put("processing", rows).put("succeeded", 0);
        return batch;
    }

    /** There is no room for a mark: the number of rows must do. */
    @Override
    void mark(ObjectNode batch) {}

    @Override
    String userText(JsonNode request) {
        return request.at("/params/messages/0/content").asText();
    }

    @Override
    JsonNode params(JsonNode request) {
        return request.path("params");
    }

    @Test
    void nothingIsUploadedBeforeTheCreation() {
        assertEquals("", dialect.upload(shard, wire));
        assertEquals(0, server.getAllServeEvents().size());
    }

    @Test
    void theFileIsTheBodyAndTheModelDecidesTheVersion() {
        answerToCreate(json(200, fixture("created.json")));
        dialect.create(shard, "", wire);
        server.verify(
                1,
                postRequestedFor(urlEqualTo(batchesPath()))
                        .withHeader("x-api-key", equalTo(KEY))
                        .withHeader("anthropic-version", equalTo("2026-10-21"))
                        .withRequestBody(equalTo("rows of the shard")));
        var old = new ModelRef("anthropic", "claude-sonnet-4-6");
        dialect.create(new Shard("k", "t7k2", "q7f3", old, Endpoint.CHAT, shard.file(), 8, 17, "ab12"), "", wire);
        server.verify(
                1, postRequestedFor(urlEqualTo(batchesPath())).withHeader("anthropic-version", equalTo("2023-06-01")));
    }

    @Test
    void everyReadingCallNamesAVersion() {
        listIs();
        statusIs(fixture("ended.json"));
        dialect.find(shard, "", START, Set.of(), wire);
        dialect.status(remoteId(), wire);
        server.verify(
                2,
                getRequestedFor(com.github.tomakehurst.wiremock.client.WireMock.anyUrl())
                        .withHeader("anthropic-version", equalTo("2026-10-21")));
    }

    @Test
    void anEndedBatchIsKnownByItsCustomIds() throws IOException {
        var ours = ended(listed(remoteId(), 8, 3));
        var others = ended(listed("msgbatch_other", 8, 4));
        listIs(others, ours, listed("msgbatch_running", 8, 5));
        resultsAre("msgbatch_other", "{\"custom_id\":\"zzzz-000001\",\"result\":{\"type\":\"expired\"}}\n");
        resultsAre(remoteId(), fixture("results.jsonl"));
        assertEquals(new Sighting.Found(remoteId(), true), dialect.find(shard, "", START, Set.of(), wire));
        try (var left = Files.list(directory)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void anEndedBatchOfOthersIsNotOurs() {
        listIs(ended(listed("msgbatch_other", 8, 4)));
        resultsAre("msgbatch_other", "{\"custom_id\":\"q7f33-000001\",\"result\":{\"type\":\"expired\"}}\n");
        assertEquals(new Sighting.Absent(), dialect.find(shard, "", START, Set.of(), wire));
    }

    @Test
    void severalThatRunAreForAPersonToTellApart() {
        listIs(listed("msgbatch_1", 8, 3), listed("msgbatch_2", 8, 5));
        var unsure = assertInstanceOf(Sighting.Unsure.class, dialect.find(shard, "", START, Set.of(), wire));
        assertTrue(unsure.facts().contains("msgbatch_1, msgbatch_2"), unsure.facts());
    }

    @Test
    void aBatchMadeBeforeTheAttemptIsNotOurs() {
        listIs(listed("msgbatch_1", 8, -121));
        assertEquals(new Sighting.Absent(), dialect.find(shard, "", START, Set.of(), wire));
    }

    @Test
    void resultsThatAreLateAreLookedForAgain() {
        listIs(ended(listed(remoteId(), 8, 3)));
        server.stubFor(get(batchPath() + "/results").willReturn(json(404, fixture("bad-request.json"))));
        assertThrows(Busy.class, () -> dialect.find(shard, "", START, Set.of(), wire));
    }

    private static ObjectNode ended(ObjectNode batch) {
        return batch.put("processing_status", "ended");
    }

    private void resultsAre(String id, String lines) {
        server.stubFor(get(batchesPath() + "/" + id + "/results")
                .willReturn(aResponse().withBody(lines)));
    }

    @Override
    String askPath() {
        return "/v1/messages";
    }

    @Override
    String answer() {
        return "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"delivery\"}],\"stop_reason\":\"end_turn\",\n \"usage\":{\"input_tokens\":3,\"output_tokens\":1}}";
    }

    @Override
    String unknownModel() {
        return "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: no-such\"}}";
    }
}
