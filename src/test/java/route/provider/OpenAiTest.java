package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;
import route.provider.RemoteStatus.Phase;
import route.wire.Reply;

class OpenAiTest extends DialectContract {
    @Override
    Dialect dialect() {
        return Dialects.of("openai");
    }

    @Override
    String model() {
        return "gpt-6-luna";
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
        return "batch_68ab";
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
        var files = new LinkedHashMap<String, String>();
        files.put("/v1/files/file-out1/content", "results-output.jsonl");
        files.put("/v1/files/file-err1/content", "results-error.jsonl");
        return files;
    }

    @Override
    String cursor() {
        return "after";
    }

    @Override
    ObjectNode listed(String id, int rows, long second) {
        return Json.object()
                .put("id", id)
                .put("status", "in_progress")
                .put("input_file_id", "file-of-" + id)
                .put("created_at", START.getEpochSecond() + second);
    }

    @Override
    void mark(ObjectNode batch) {
        batch.put("input_file_id", "file-7Kq2");
    }

    @Override
    String userText(JsonNode request) {
        return request.at("/body/messages/0/content").asText();
    }

    @Override
    JsonNode params(JsonNode request) {
        return request.path("body");
    }

    @Test
    void theFileIsUploadedUnderANameThatSaysWhoseItIs() {
        server.stubFor(post("/v1/files").willReturn(okJson(fixture("uploaded.json"))));
        assertEquals("file-7Kq2", dialect().upload(shard, wire));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/files"))
                        .withHeader(
                                dialect().auth().header(),
                                equalTo(dialect().auth().prefix() + KEY))
                        .withRequestBodyPart(
                                aMultipart("purpose").withBody(equalTo("batch")).build())
                        .withRequestBodyPart(aMultipart("file")
                                .withFileName("route-t7k2-9b1e44d0.jsonl")
                                .withBody(equalTo("rows of the shard"))
                                .build()));
    }

    @Test
    void anUploadMayAlwaysBeTriedAgain() {
        server.stubFor(post("/v1/files").willReturn(json(500, fixture("error-500.json"))));
        assertThrows(Busy.class, () -> dialect().upload(shard, wire));
        server.stubFor(post("/v1/files").willReturn(okJson("{}")));
        assertThrows(Busy.class, () -> dialect().upload(shard, wire));
        server.stubFor(post("/v1/files").willReturn(okJson("<html>welcome</html>")));
        var page = assertThrows(Busy.class, () -> dialect().upload(shard, wire));
        assertEquals("the answer is not a JSON object; base_url may be wrong", page.getMessage());
    }

    @Test
    void theBatchCarriesOurKey() {
        answerToCreate(json(200, fixture("created.json")));
        dialect().create(shard, "file-7Kq2", wire);
        server.verify(1, postRequestedFor(urlEqualTo("/v1/batches")).withRequestBody(equalToJson("""
                                {"input_file_id":"file-7Kq2","endpoint":"/v1/chat/completions",
                                 "completion_window":"24h","metadata":{"route_job":"t7k2",%s
                                 "route_shard":"9b1e44d07f","rows":"8","sha256":"ab12"}}
                                """.formatted(
                        ownMetadata()))));
    }

    /** Pairs of the provider's own that a batch carries besides. */
    String ownMetadata() {
        return "";
    }

    @Test
    void aRejectedFileSaysWhyAndWhere() {
        statusIs(fixture("failed.json"));
        var status = dialect().status(remoteId(), wire);
        assertEquals(Phase.REJECTED, status.phase());
        assertEquals(
                "invalid_json_line: This line is not parseable as valid JSON. (line 3 of the file)", status.problem());
        assertEquals(List.of(), status.resultFiles());
    }

    @Test
    void tooMuchQueuedIsNoRejection() {
        statusIs(fixture("queue-full.json"));
        assertEquals(Phase.QUEUE_FULL, dialect().status(remoteId(), wire).phase());
    }

    @Test
    void aFileThatWouldBeEmptyIsAbsent() {
        for (var nothing : List.of("null", "\"\"", "\" \"")) {
            statusIs(fixture("ended.json").replace("\"file-out1\"", nothing));
            var status = dialect().status(remoteId(), wire);
            assertEquals(List.of("file-err1"), status.resultFiles());
            assertEquals(
                    1, ((Results.Files) dialect().results(status, wire)).calls().size());
        }
    }

    @Test
    void aBatchIsFoundByItsKeyWhereTheFilesIdIsNotKnown() {
        var ours = listed(remoteId(), 8, 3);
        ours.putObject("metadata").put("route_shard", shard.key());
        listIs(listed("other", 8, 5), ours);
        assertEquals(new Sighting.Found(remoteId(), true), dialect().find(shard, "", START, Set.of(), wire));
    }

    @Test
    void aBatchThatFailedItsCheckIsNoSightingAndTwoAreDoubtful() {
        var failed = listed("batch_old", 8, 1).put("status", "failed");
        mark(failed);
        listIs(failed);
        assertEquals(new Sighting.Absent(), dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
        var one = listed("batch_1", 8, 2);
        var two = listed("batch_2", 8, 3);
        mark(one);
        mark(two);
        listIs(two, failed, one);
        var unsure = assertInstanceOf(Sighting.Unsure.class, dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
        assertTrue(unsure.facts().contains("batch_1") && unsure.facts().contains("batch_2"));
    }

    @Test
    void anUnknownModelIsTheModelsTrouble() {
        answerToCreate(json(404, "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no such model\"}}"));
        var declined = assertThrows(Declined.class, () -> dialect().create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.MODEL, declined.kind());
    }

    @Test
    void aModelThatIsToldToBeMissingInWordsOnlyIsTheModelsTroubleNotTheRows() {
        for (var words : java.util.List.of(
                "Model Not Exist", "Model not exist.", "The model `x` does not exist or you have no access to it.")) {
            var reply = new Reply(
                    400, Map.of(), "{\"error\":{\"message\":\"" + words + "\",\"code\":\"invalid_request_error\"}}");
            var declined = assertInstanceOf(Declined.class, dialect().refusal(reply));
            assertEquals(Declined.Kind.MODEL, declined.kind(), words);
        }
        var other = new Reply(400, Map.of(), "{\"error\":{\"message\":\"the tool call does not exist\"}}");
        assertEquals(
                Declined.Kind.REQUEST,
                assertInstanceOf(Declined.class, dialect().refusal(other)).kind());
    }

    @Test
    void aCreationTellsAMissingFileFromAMissingPath() {
        answerToCreate(json(404, "{\"error\":{\"message\":\"No such File object: file-7Kq2\",\"code\":null}}"));
        var gone = assertThrows(Declined.class, () -> dialect().create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.GONE, gone.kind());
        answerToCreate(json(404, "{\"error\":{\"message\":\"unknown endpoint\"}}"));
        var nowhere = assertThrows(Declined.class, () -> dialect().create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.ADDRESS, nowhere.kind());
    }

    @Override
    String askPath() {
        return "/chat/completions";
    }

    @Override
    String answer() {
        return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"delivery\"},\"finish_reason\":\"stop\"}],\n \"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}";
    }

    @Test
    void aFlaggedPromptIsItsRowsOwnMatter() {
        for (var error : List.of(
                "\"code\":\"content_filter\",\"message\":\"no\"",
                "\"code\":\"content_policy_violation\",\"message\":\"no\"",
                "\"type\":\"invalid_request_error\",\"message\":\"Your prompt was flagged as potentially violating"
                        + " our usage policy.\"")) {
            FlaggedContract.isTheRows(dialect(), "{\"error\":{" + error + "}}");
        }
    }
}
