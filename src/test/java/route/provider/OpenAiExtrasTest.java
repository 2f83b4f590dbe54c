package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Endpoint;
import route.domain.Prompt;

class OpenAiExtrasTest {
    private static List<String> of(Map<String, String> params) {
        return OpenAiExtras.of(new Prompt(Endpoint.CHAT, List.of(), params));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"auto\"", "\"default\"", "\"on_demand\""})
    void aTierOfServiceThatIsTheUsualOneIsNotWorthAWord(String tier) {
        assertEquals(List.of(), of(Map.of("service_tier", tier)));
        assertEquals(List.of(), of(Map.of()));
    }

    @Test
    void whatIsBilledOtherwiseThanByTokensIsNamed() {
        assertEquals(
                List.of(
                        "service_tier flex may be billed at prices of its own, which neither the bill nor a budget knows"),
                of(Map.of("service_tier", "\"flex\"")));
        assertEquals(
                List.of("web_search_options may be billed by the call, beside the tokens, which neither the bill nor a"
                        + " budget knows"),
                of(Map.of("web_search_options", "{}")));
        var tools = "[{\"type\":\"function\"},{\"type\":\"web_search\"},{\"type\":\"custom\"}]";
        assertEquals(
                List.of("the tool web_search may be billed by the call, beside the tokens, which neither the bill nor a"
                        + " budget knows"),
                of(Map.of("tools", tools)));
    }
}
