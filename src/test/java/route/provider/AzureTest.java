package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;
import route.provider.CallException.Busy;
import route.provider.CallException.Declined;

class AzureTest extends OpenAiVariantContract {
    @Override
    String name() {
        return "azure";
    }

    @Override
    void answerToCreate(ResponseDefinitionBuilder answer) {
        fileIs("processed");
        super.answerToCreate(answer);
    }

    private void fileIs(String word) {
        server.stubFor(get(urlPathEqualTo("/v1/files/file-7Kq2"))
                .willReturn(okJson("{\"id\":\"file-7Kq2\",\"status\":\"" + word + "\"}")));
    }

    @Test
    void aFileThatIsNotProcessedYetIsWaitedForBeforeAnythingIsCreated() {
        fileIs("pending");
        assertThrows(Busy.class, () -> dialect().create(shard, "file-7Kq2", wire));
        fileIs("error");
        var declined = assertThrows(Declined.class, () -> dialect().create(shard, "file-7Kq2", wire));
        assertEquals(Declined.Kind.REQUEST, declined.kind());
        server.verify(0, postRequestedFor(urlPathEqualTo(batchesPath())));
    }

    @Test
    void theKeyGoesIntoItsOwnHeader() {
        assertEquals("api-key", dialect().auth().header());
        assertEquals("", dialect().auth().prefix());
    }

    @Test
    void aDeploymentsNameDoesNotTellItsFamilySoTheCapHasTheNameAllKnow() {
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "hi")), Map.of("max_tokens", "7"));
        var params = params(Json.read(new String(dialect().render("a-1", "my-deployment", prompt, 10))));
        assertEquals(7, params.path("max_completion_tokens").asInt());
        assertFalse(params.has("max_tokens"));
    }
}
