package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

class DashScopeTest extends OpenAiVariantContract {
    @Override
    String name() {
        return "dashscope";
    }

    @Override
    String ownMetadata() {
        return "\"ds_name\":\"route-9b1e44d07f\",";
    }

    @Test
    void theListIsAskedForTheBatchesOfOurFile() {
        var ours = listed(remoteId(), 8, 3);
        mark(ours);
        server.stubFor(get(urlPathEqualTo(batchesPath()))
                .withQueryParam("input_file_ids", equalTo("file-7Kq2"))
                .willReturn(okJson(
                        Json.object().set("data", Json.read("[" + ours + "]")).toString())));
        assertEquals(new Sighting.Found(remoteId(), true), dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void everyCapIsSaidByTheOneNameItKnows() {
        var prompt =
                new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "hi")), Map.of("max_completion_tokens", "7"));
        var params = params(Json.read(new String(dialect().render("a-1", "qwen-plus", prompt, 10))));
        assertEquals(7, params.path("max_tokens").asInt());
        assertTrue(params.path("max_completion_tokens").isMissingNode());
    }

    @Test
    void effortHasAnotherNameThere() {
        assertTrue(refusal(Map.of("reasoning_effort", "\"low\"")).orElseThrow().contains("enable_thinking"));
    }

    @Override
    long mostBytes() {
        return 500_000_000L;
    }
}
