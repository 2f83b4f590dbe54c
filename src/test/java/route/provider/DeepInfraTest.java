package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Outcome.Errored;
import route.domain.Prompt;
import route.provider.CallException.Declined;

class DeepInfraTest extends OpenAiVariantContract {
    @Override
    String name() {
        return "deepinfra";
    }

    @Test
    void countsThatAreNullWhileItValidatesAreNone() {
        statusIs("{\"id\":\"batch_68ab\",\"status\":\"validating\",\"request_counts\":null,\"model\":null,"
                + "\"usage\":null,\"errors\":null}");
        var status = dialect().status(remoteId(), wire);
        assertEquals(RemoteStatus.Phase.WAITING, status.phase());
        assertEquals(0, status.total());
    }

    @Test
    void anErrorLineWithoutAResponseIsSortedByItsStatus() {
        var line = "{\"id\":\"r\",\"custom_id\":\"q7f3-000001\",\"response\":null,"
                + "\"error\":{\"code\":\"%s\",\"message\":\"said\",\"param\":null,\"type\":null}}";
        assertEquals(
                new Errored("400", "said", false),
                dialect().read(line.formatted("400")).outcome());
        assertEquals(
                new Errored("500", "said", true),
                dialect().read(line.formatted("500")).outcome());
    }

    @Test
    void errorsUnderDetailAreUnderstood() {
        answerToCreate(json(401, "{\"detail\":{\"error\":\"token is not valid\"}}"));
        var key = assertThrows(Declined.class, () -> dialect().create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.KEY, key.kind());
        assertTrue(key.getMessage().contains("token is not valid"), key.getMessage());
        answerToCreate(json(404, "{\"detail\":{\"error\":\"file not found\"}}"));
        var gone = assertThrows(Declined.class, () -> dialect().create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.GONE, gone.kind());
        answerToCreate(json(422, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\"}]}"));
        var wrong = assertThrows(Declined.class, () -> dialect().create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.REQUEST, wrong.kind());
        assertTrue(wrong.getMessage().contains("field required"), wrong.getMessage());
    }

    @Test
    void anEndpointItsBatchesDoNotTakeIsRefusedBeforeItIsSent() {
        var prompt = new Prompt(Endpoint.RESPONSES, List.of(), Map.of("input", "\"hi\""));
        assertTrue(dialect().refuses(prompt, model()).orElseThrow().contains("/v1/responses"));
    }
}
