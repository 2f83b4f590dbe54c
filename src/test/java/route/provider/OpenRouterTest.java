package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Money;
import route.domain.Outcome.Answered;
import route.domain.Prompt;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.RemoteStatus.Phase;

class OpenRouterTest extends DialectContract {
    private final Dialect dialect = Dialects.of("openrouter");

    @Override
    Dialect dialect() {
        return dialect;
    }

    @Override
    String model() {
        return "openai/gpt-6-luna";
    }

    @Override
    String basePath() {
        return "/api/v1";
    }

    @Override
    String batchesPath() {
        return "/api/v1/batches";
    }

    @Override
    String remoteId() {
        return "batch-68ab";
    }

    /** The list of models is open to everybody: it would not show a wrong key. */
    @Override
    String modelsPath() {
        return batchesPath();
    }

    @Override
    String wordField() {
        return "status";
    }

    @Override
    Map<String, Phase> words() {
        return Map.of(
                "validating", Phase.WAITING,
                "in_progress", Phase.RUNNING,
                "finalizing", Phase.RUNNING,
                "completed", Phase.ENDED,
                "expired", Phase.ENDED,
                "cancelling", Phase.CANCELLING,
                "cancelled", Phase.ENDED,
                "failed", Phase.REJECTED);
    }

    @Override
    Map<String, String> resultFiles() {
        return Map.of(batchPath(), "ended.json");
    }

    @Override
    String cursor() {
        return "after";
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        var batch = Json.object()
                .put("id", id)
                .put("status", "in_progress")
                .put("model", model())
                .put("created_at", START.getEpochSecond() + second);
        batch.putObject("request_counts").put("total", rows).put("completed", 0);
        return batch;
    }

    /** There is no room for a mark: the number of rows must do. */
    @Override
    void mark(ObjectNode batch) {}

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
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"delivery\"},\"finish_reason\":\"stop\"}],"
                + "\n\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4,\"cost\":0.0000012}}";
    }

    @Override
    @Test
    void limitsAreThoseOfTheProvidersDocuments() {
        assertTrue(dialect.limits().maxBytes() < 200_000_000, "there must be room for what stands before the requests");
        assertEquals(50_000, dialect.limits().maxRows());
    }

    /** Nothing can be stopped, so nothing is sent, and the flow is told. */
    @Override
    @Test
    void cancellingAsksTheProviderAndIsHarmlessAfterTheEnd() {
        dialect.cancel(remoteId(), wire);
        assertEquals(0, server.getAllServeEvents().size());
        assertFalse(dialect.canCancel());
    }

    @Override
    void aCancellationThatIsRefusedWhileRunningIsNotHidden() {}

    @Test
    void theRequestsComeLastAfterWhatHoldsForAll() throws IOException {
        var rows = rendered("q7f3-1", "one") + ",\n" + rendered("q7f3-2", "two") + "\n";
        Files.writeString(shard.file(), rows);
        answerToCreate(json(202, fixture("created.json")));
        assertEquals(remoteId(), dialect.create(shard, "", wire));
        server.verify(
                1,
                postRequestedFor(urlEqualTo(batchesPath()))
                        .withHeader("Content-Type", containing("application/json"))
                        .withRequestBody(
                                equalTo("{\"endpoint\":\"/v1/chat/completions\",\"model\":\"openai/gpt-6-luna\","
                                        + "\"completion_window\":\"24h\",\"requests\":[\n" + rows + "]}\n")));
        assertFalse(rows.contains("gpt-6-luna"), "the model is said once, so that its id may be another");
    }

    @Test
    void theOtherIdIsTriedWhereTheFirstHasNoBatches() {
        server.stubFor(
                post(batchesPath())
                        .withRequestBody(containing("\"openai/gpt-6-luna\""))
                        .willReturn(
                                json(
                                        400,
                                        "{\"error\":{\"code\":400,\"message\":\"openai/gpt-6-luna does not have a :batch endpoint\"}}")));
        server.stubFor(post(batchesPath())
                .withRequestBody(containing("\"openai/gpt-6-luna:batch\""))
                .willReturn(json(202, fixture("created.json"))));
        assertEquals(remoteId(), dialect.create(shard, "", wire));
        answerToCreate(json(400, "{\"error\":{\"code\":400,\"message\":\"x does not have a :batch endpoint\"}}"));
        assertEquals(
                Declined.Kind.MODEL,
                assertThrows(Declined.class, () -> dialect.create(shard, "", wire))
                        .kind());
    }

    @Test
    void whereABatchStandsIsReadFromTheListWithoutItsResults() {
        listIs(listed("other", 9, 5), listed(remoteId(), 8, 3));
        assertEquals(Phase.RUNNING, dialect.status(remoteId(), wire).phase());
        server.verify(0, getRequestedFor(urlEqualTo(batchPath())));
        listIs(listed("other", 9, 5));
        statusIs(fixture("ended.json"));
        assertEquals(Phase.ENDED, dialect.status(remoteId(), wire).phase());
    }

    @Test
    void aBatchThatIsNotThereYetIsGoneForTheFlowToWait() {
        listIs(listed("other", 9, 5));
        server.stubFor(
                get(batchPath()).willReturn(json(404, "{\"error\":{\"code\":404,\"message\":\"Batch not found\"}}")));
        assertEquals(
                Declined.Kind.GONE,
                assertThrows(Declined.class, () -> dialect.status(remoteId(), wire))
                        .kind());
    }

    @Test
    void onlyACompletedBatchHasResultsToFetch() {
        for (var word : List.of("expired", "cancelled")) {
            statusIs(batchSaying(word));
            var status = dialect.status(remoteId(), wire);
            var files = assertInstanceOf(Results.Files.class, dialect.results(status, wire));
            assertEquals(0, files.calls().size());
        }
    }

    @Test
    void aBatchThatWasNotAdmittedSaysWhyAndOneThatRanIsNotTurnedDown() {
        statusIs(fixture("failed.json"));
        var status = dialect.status(remoteId(), wire);
        assertEquals(Phase.REJECTED, status.phase());
        assertTrue(status.problem().contains("data: URLs are not accepted"), status.problem());
        statusIs(fixture("failed.json").replace("\"completed\": 0", "\"completed\": 2"));
        assertEquals(Phase.ENDED, dialect.status(remoteId(), wire).phase());
    }

    @Test
    void aBatchWhoseRequestsAreNotCountedYetMayBeOurs() {
        listIs(listed(remoteId(), 0, 3).put("status", "validating"));
        assertEquals(new Sighting.Found(remoteId(), false), dialect.find(shard, "", START, Set.of(), wire));
        listIs(listed(remoteId(), 0, 3).put("model", "x-ai/grok-4.7"));
        assertEquals(new Sighting.Absent(), dialect.find(shard, "", START, Set.of(), wire));
        listIs(listed(remoteId(), 8, 3).put("model", "openai/gpt-6-luna:batch"));
        assertEquals(new Sighting.Found(remoteId(), false), dialect.find(shard, "", START, Set.of(), wire));
    }

    @Test
    void anEndedBatchIsKnownByItsCustomIds() throws IOException {
        listIs(
                listed("other", 8, 4).put("status", "completed"),
                listed(remoteId(), 8, 3).put("status", "completed"),
                listed("running", 8, 5));
        server.stubFor(get(batchesPath() + "/other")
                .willReturn(okJson("{\"results\":[{\"id\":\"x\",\"custom_id\":\"zzzz-1\"}]}")));
        server.stubFor(get(batchPath()).willReturn(okJson(fixture("ended.json"))));
        assertEquals(new Sighting.Found(remoteId(), true), dialect.find(shard, "", START, Set.of(), wire));
        try (var left = Files.list(directory)) {
            assertEquals(1, left.count());
        }
        for (var late : List.of("{\"results\":null}", "{\"results\":[{\"id\":\"x\"")) {
            server.stubFor(get(batchPath()).willReturn(okJson(late)));
            assertInstanceOf(Sighting.Unsure.class, dialect.find(shard, "", START, Set.of(), wire));
        }
        server.stubFor(get(batchPath()).willReturn(json(404, fixture("bad-request.json"))));
        assertThrows(Busy.class, () -> dialect.find(shard, "", START, Set.of(), wire));
    }

    @Test
    void severalThatRunAreForAPersonToTellApart() {
        listIs(listed("b-1", 8, 3), listed("b-2", 8, 5), listed("b-3", 8, -121));
        var unsure = assertInstanceOf(Sighting.Unsure.class, dialect.find(shard, "", START, Set.of(), wire));
        assertTrue(unsure.facts().contains("b-1, b-2") && !unsure.facts().contains("b-3"), unsure.facts());
    }

    @Test
    void aWrongKeyShowsInThePing() {
        server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(json(401, fixture("unauthorized.json"))));
        assertEquals(
                Declined.Kind.KEY,
                assertThrows(Declined.class, () -> dialect.ping(wire)).kind());
    }

    @Test
    void whatItChargedIsRead() {
        var line = "{\"custom_id\":\"q7f3-1\",\"response\":{\"status_code\":200,\"body\":{\"choices\":[{\"message\":"
                + "{\"content\":\"x\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,"
                + "%s}}},\"error\":null}";
        assertEquals(Optional.of(Money.ofDollars("0.00014")), cost(line.formatted("\"cost\":0.00014")));
        assertEquals(Optional.of(Money.ofPicodollars(1)), cost(line.formatted("\"cost\":6e-13")));
        assertEquals(Optional.empty(), cost(line.formatted("\"cost\":0.1,\"is_byok\":true")));
        assertEquals(Optional.empty(), cost(line.formatted("\"cost\":null")));
    }

    private Optional<Money> cost(String line) {
        return assertInstanceOf(Answered.class, dialect.read(line).outcome()).cost();
    }

    @Test
    void imagesGoByAddressOnlyAndEffortIsSaidInItsForm() {
        var image = "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}]}";
        assertEquals(Optional.empty(), refused(image.formatted("https://example.org/a.png")));
        assertTrue(refused(image.formatted("data:image/png;base64,AA"))
                .orElseThrow()
                .contains("image"));
        assertTrue(refused("{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}")
                .orElseThrow()
                .contains("input_audio"));
        var prompt =
                new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "hi")), Map.of("reasoning_effort", "\"low\""));
        var request = Json.read(new String(dialect.render("q7f3-1", model(), prompt, 10), StandardCharsets.UTF_8));
        assertEquals(Json.read("{\"effort\":\"low\"}"), params(request).path("reasoning"));
        assertTrue(refusal(Map.of("plugins", "[]")).orElseThrow().contains("plugins"));
    }

    private Optional<String> refused(String message) {
        return dialect.refuses(new Prompt(Endpoint.CHAT, List.of(new Message("user", "", message)), Map.of()), model());
    }

    @Test
    void inRealTimeAModelGoesByItsPlainId() {
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "hi")), Map.of());
        var call = dialect.ask("openai/gpt-6-luna:batch", prompt, 10);
        assertTrue(call.body().toString().contains("\"openai/gpt-6-luna\""), call.toString());
    }

    @Override
    String unknownModel() {
        return "{\"error\":{\"code\":404,\"message\":\"No endpoints found for openai/no-such.\"}}";
    }

    @Test
    void aFlaggedPromptIsItsRowsOwnMatter() {
        var said = "{\"error\":{\"code\":403,\"message\":\"openai/gpt-6-luna requires moderation on OpenAI."
                + " Your input was flagged for \\\"violence\\\". No credits were charged.\","
                + "\"metadata\":{\"reasons\":[\"violence\"],\"flagged_input\":\"x\"}}}";
        FlaggedContract.isTheRows(dialect, said);
    }

    @Test
    void whatOneRowNeedsAndNoServerOffersClosesNoModel() {
        var said = "{\"error\":{\"code\":404,\"message\":\"No endpoints found that support image input\"}}";
        var refusal = assertInstanceOf(Declined.class, dialect.refusal(new route.wire.Reply(404, Map.of(), said)));
        assertEquals(Declined.Kind.REQUEST, refusal.kind());
    }
}
