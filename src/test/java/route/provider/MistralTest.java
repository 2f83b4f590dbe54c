package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Finish;
import route.domain.Outcome;
import route.domain.Outcome.Answered;
import route.domain.Outcome.Errored;
import route.domain.Usage;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.RemoteStatus.Phase;

class MistralTest extends DialectContract {
    private final Dialect dialect = Dialects.of("mistral");

    @Override
    Dialect dialect() {
        return dialect;
    }

    @Override
    String model() {
        return "mistral-small-2603";
    }

    @Override
    String basePath() {
        return "/v1";
    }

    @Override
    String batchesPath() {
        return "/v1/batch/jobs";
    }

    @Override
    String remoteId() {
        return "b1f3c0de-0000-4000-8000-000000000001";
    }

    @Override
    String wordField() {
        return "status";
    }

    @Override
    int noMoneyStatus() {
        return 402;
    }

    @Override
    long mostBytes() {
        return 512_000_000L;
    }

    @Override
    Map<String, Phase> words() {
        return Map.of(
                "QUEUED", Phase.WAITING,
                "RUNNING", Phase.RUNNING,
                "CANCELLATION_REQUESTED", Phase.CANCELLING,
                "SUCCESS", Phase.ENDED,
                "TIMEOUT_EXCEEDED", Phase.ENDED,
                "CANCELLED", Phase.ENDED,
                "FAILED", Phase.REJECTED);
    }

    @Override
    Map<String, String> resultFiles() {
        var files = new LinkedHashMap<String, String>();
        files.put("/v1/files/file-out1/content", "results-output.jsonl");
        files.put("/v1/files/file-err1/content", "results-error.jsonl");
        return files;
    }

    @Override
    Map<String, Outcome> outcomes() {
        var calls = "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"look_up\","
                + "\"arguments\":\"{\\\"order\\\":7}\"}}]";
        return Map.of(
                "q7f3-000001", new Answered("delivery", Finish.STOP, new Usage(1418, 1400, 0, 9, 0)),
                "q7f3-000002", new Errored("3310", "max_tokens is too large", false),
                "q7f3-000003", new Errored("1000", "overloaded", true),
                "q7f3-000006", new Answered("half an", Finish.OTHER, Usage.of(20, 6)),
                "q7f3-000007", new Answered("", Finish.LENGTH, Usage.of(20, 6)),
                "q7f3-000008", new Answered(calls, Finish.TOOL_CALLS, Usage.of(20, 6)));
    }

    @Override
    String cursor() {
        return "page";
    }

    @Override
    ObjectNode page(List<ObjectNode> batches, String next) {
        var page = Json.object().put("object", "list").put("total", batches.size());
        page.putArray("data").addAll(batches);
        return page;
    }

    @Override
    String pageQuery(int page, String lastId) {
        return "?page=" + page + "&page_size=100&created_after=2026-11-20T03%3A50%3A00Z";
    }

    @Override
    void lastPage(int page, String lastId) {
        server.stubFor(get(batchesPath() + pageQuery(page, lastId))
                .willReturn(okJson(page(List.of(), "").toString())));
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        var job =
                Json.object().put("id", id).put("status", "RUNNING").put("created_at", START.getEpochSecond() + second);
        job.putArray("input_files").add("file-of-" + id);
        return job;
    }

    @Override
    void mark(ObjectNode batch) {
        batch.withArray("input_files").add("file-7Kq2");
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
        return "/chat/completions";
    }

    @Override
    String answer() {
        return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"delivery\"},\"finish_reason\":\"stop\"}],\n"
                + " \"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}";
    }

    @Test
    void theFileIsUploadedUnderANameThatSaysWhoseItIs() {
        server.stubFor(post("/v1/files").willReturn(okJson(fixture("uploaded.json"))));
        assertEquals("file-7Kq2", dialect.upload(shard, wire));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/files"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withRequestBodyPart(
                                aMultipart("purpose").withBody(equalTo("batch")).build())
                        .withRequestBodyPart(aMultipart("file")
                                .withFileName("route-t7k2-9b1e44d0.jsonl")
                                .withBody(equalTo("rows of the shard"))
                                .build()));
    }

    @Test
    void anUploadMayAlwaysBeTriedAgain() {
        for (var answer : List.of(json(500, fixture("error-500.json")), okJson("{}"), okJson("<html>hello</html>"))) {
            server.stubFor(post("/v1/files").willReturn(answer));
            assertThrows(Busy.class, () -> dialect.upload(shard, wire));
        }
    }

    @Test
    void aFileThatIsRefusedSaysWhereAndWhy() {
        server.stubFor(post("/v1/files").willReturn(json(422, fixture("invalid-file.json"))));
        var refused = assertThrows(Declined.class, () -> dialect.upload(shard, wire));
        assertEquals(Declined.Kind.REQUEST, refused.kind());
        assertEquals(422, refused.status());
        assertEquals(
                "the provider answered 422: file.3.body.temperature: Invalid file format."
                        + " Input should be less than or equal to 1.5; file.4: Invalid JSON",
                refused.getMessage());
    }

    @Test
    void theJobCarriesOurKeyAndItsTime() {
        answerToCreate(json(200, fixture("created.json")));
        dialect.create(shard, "file-7Kq2", wire);
        server.verify(1, postRequestedFor(urlEqualTo(batchesPath())).withRequestBody(equalToJson("""
                                {"input_files":["file-7Kq2"],"endpoint":"/v1/chat/completions","model":"mistral-small-2603",
                                 "timeout_hours":24,"metadata":{"route_job":"t7k2","route_shard":"9b1e44d07f",
                                 "rows":"8","sha256":"ab12"}}
                                """)));
    }

    @Test
    void aJobIsFoundByItsKeyAndTwoAreDoubtful() {
        var ours = listed(remoteId(), 8, 3);
        ours.putObject("metadata").put("route_shard", shard.key());
        listIs(listed("other", 8, 5), ours);
        assertEquals(new Sighting.Found(remoteId(), true), dialect.find(shard, "", START, Set.of(), wire));
        assertEquals(new Sighting.Absent(), dialect.find(shard, "", START, Set.of(remoteId()), wire));
        var again = listed("again", 8, 4);
        mark(again);
        listIs(again, ours);
        var unsure = assertInstanceOf(Sighting.Unsure.class, dialect.find(shard, "file-7Kq2", START, Set.of(), wire));
        assertTrue(unsure.facts().contains("again, " + remoteId()), unsure.facts());
    }

    @Test
    void aListThatCannotBeReadIsNoAbsence() {
        for (var list : List.of("{}", "{\"data\":{}}", "[]")) {
            server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(okJson(list)));
            assertThrows(Busy.class, () -> dialect.find(shard, "f", START, Set.of(), wire), list);
        }
        server.stubFor(get(urlPathEqualTo(batchesPath())).willReturn(json(422, fixture("invalid-file.json"))));
        assertThrows(Declined.class, () -> dialect.find(shard, "f", START, Set.of(), wire));
    }

    @Test
    void aFailedJobIsRejectedOnlyWhereNothingWasWorkedOn() {
        statusIs(fixture("failed.json"));
        var rejected = dialect.status(remoteId(), wire);
        assertEquals(Phase.REJECTED, rejected.phase());
        assertEquals("the job could not be started", rejected.problem());
        statusIs(fixture("failed.json").replace("\"succeeded_requests\":0", "\"succeeded_requests\":3"));
        var workedOn = dialect.status(remoteId(), wire);
        assertEquals(Phase.ENDED, workedOn.phase());
        assertEquals(3, workedOn.done());
        assertEquals("", workedOn.problem());
        statusIs(fixture("failed.json").replace("\"output_file\":null", "\"output_file\":\"file-out1\""));
        assertEquals(List.of("file-out1"), dialect.status(remoteId(), wire).resultFiles());
    }

    @Test
    void aFileThatWouldBeEmptyIsAbsentAndACancelledJobKeepsItsResults() {
        for (var nothing : List.of("null", "\"\"", "\" \"")) {
            statusIs(fixture("ended.json").replace("\"file-err1\"", nothing).replace("SUCCESS", "CANCELLED"));
            assertEquals(List.of("file-out1"), dialect.status(remoteId(), wire).resultFiles());
        }
    }

    @Test
    void troubleIsReadInEveryShape() {
        answerToCreate(json(400, "{\"object\":\"error\",\"message\":\"Invalid model: x\",\"type\":\"invalid_model\"}"));
        assertEquals(Declined.Kind.MODEL, creationDeclined().kind());
        answerToCreate(json(404, "{\"detail\":\"The file file-7Kq2 does not exist\"}"));
        assertEquals(Declined.Kind.GONE, creationDeclined().kind());
        answerToCreate(json(404, "{\"message\":\"no Route matched with those values\"}"));
        assertEquals(Declined.Kind.ADDRESS, creationDeclined().kind());
        answerToCreate(json(422, fixture("invalid-file.json")));
        assertEquals(Declined.Kind.REQUEST, creationDeclined().kind());
    }

    private Declined creationDeclined() {
        return assertThrows(Declined.class, () -> dialect.create(shard, "file-7Kq2", wire));
    }

    @Test
    void anUnknownModelIsKnownByItsCommonName() {
        var line = "{\"custom_id\":\"a\",\"response\":{\"status_code\":400,\"body\":"
                + "\"{\\\"message\\\":\\\"Invalid model: x\\\",\\\"code\\\":\\\"1500\\\"}\"}}";
        assertEquals(
                new Errored("model_not_found", "Invalid model: x", false),
                dialect.read(line).outcome());
    }

    @Test
    void aRowWithoutAnIdIsNobodys() {
        var line =
                "{\"id\":\"batch-1\",\"custom_id\":null,\"response\":{\"status_code\":400,\"body\":\"{}\"},\"error\":null}";
        assertEquals("", dialect.read(line).customId());
    }
}
