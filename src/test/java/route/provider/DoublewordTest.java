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

class DoublewordTest extends OpenAiVariantContract {
    @Override
    String name() {
        return "doubleword";
    }

    @Test
    void aSearchForOurKeyIsEnough() {
        var ours = listed(remoteId(), 8, 3);
        ours.putObject("metadata").put("route_shard", shard.key());
        server.stubFor(get(urlPathEqualTo(batchesPath()))
                .withQueryParam("search", equalTo(shard.key()))
                .willReturn(okJson(
                        Json.object().set("data", Json.read("[" + ours + "]")).toString())));
        assertEquals(new Sighting.Found(remoteId(), true), dialect().find(shard, "", START, Set.of(), wire));
    }

    @Test
    void aRowThatIsTooLongForItsServersIsRefusedBeforeItIsSent() {
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", "x".repeat(10_000_001))), Map.of());
        assertTrue(dialect().refuses(prompt, model()).orElseThrow().contains("10 MB"));
    }
}
