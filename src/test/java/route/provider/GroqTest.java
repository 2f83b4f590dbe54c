package route.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroqTest extends OpenAiVariantContract {
    @Override
    String name() {
        return "groq";
    }

    @Override
    @Test
    void searchingReadsEveryPageUntilTheyAreTooOld() {
        var ours = listed(remoteId(), 8, 3);
        mark(ours);
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(json(500, "a page too many")));
        server.stubFor(get(urlEqualTo(batchesPath())).willReturn(okJson(page(listed("new", 8, 5), ours))));
        assertEquals(new Sighting.Found(remoteId(), true), dialect().find(shard, "file-7Kq2", START, Set.of(), wire));
    }

    @Test
    void aLongListThatMayHoldBackOthersIsNoProofOfAbsence() {
        listIs(many(20, 60, 1));
        assertInstanceOf(Sighting.Unsure.class, look());
        listIs(many(20, 60, -100_000));
        assertEquals(new Sighting.Absent(), look());
        listIs(many(20, -200_000, 100_000));
        assertInstanceOf(Sighting.Unsure.class, look());
        listIs(many(19, 60, 1));
        assertEquals(new Sighting.Absent(), look());
    }

    private Sighting look() {
        return dialect().find(shard, "file-7Kq2", START, Set.of(), wire);
    }

    private ObjectNode[] many(int count, long first, long step) {
        var batches = new ObjectNode[count];
        for (int i = 0; i < count; i++) batches[i] = listed("b" + i, 9, first + i * step);
        return batches;
    }

    private static String page(ObjectNode... batches) {
        var page = Json.object();
        for (var batch : batches) page.withArray("data").add(batch);
        return page.toString();
    }

    @Test
    void parametersThatNoModelTakesAreRefusedByName() {
        assertTrue(refusal(Map.of("logprobs", "true")).orElseThrow().startsWith("logprobs: "));
        assertTrue(refusal(Map.of("presence_penalty", "0.5")).orElseThrow().startsWith("presence_penalty: "));
        assertEquals(Optional.empty(), refusal(Map.of("logprobs", "false")));
        assertEquals(Optional.empty(), refusal(Map.of("presence_penalty", "0")));
    }
}
