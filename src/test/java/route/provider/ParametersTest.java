package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/** One request, every dialect: each parameter is translated, or refused by name; none is dropped. */
class ParametersTest {
    private static final String TOOLS =
            "[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"description\":\"d\","
                    + "\"parameters\":{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"integer\"}}}}}]";

    /** A model for each dialect that takes the most; a dialect without a row here is asked with its own name. */
    private static final Map<String, String> MODELS = Map.of(
            "openai", "gpt-4.1-mini",
            "anthropic", "claude-sonnet-4-5",
            "azure", "my-deployment",
            "groq", "llama-3.1-8b-instant",
            "dashscope", "qwen-flash",
            "deepinfra", "openai/gpt-oss-20b",
            "fireworks", "accounts/fireworks/models/glm-5p3-flash");

    private static final Map<String, String> PARAMETERS = parameters();

    private static Map<String, String> parameters() {
        var all = new LinkedHashMap<String, String>();
        all.put("max_tokens", "77");
        all.put("max_completion_tokens", "77");
        all.put("temperature", "0.25");
        all.put("top_p", "0.75");
        all.put("stop", "[\"END\"]");
        all.put("seed", "4711");
        all.put("presence_penalty", "0.5");
        all.put("frequency_penalty", "0.5");
        all.put("logprobs", "true");
        all.put("logit_bias", "{\"42\":5}");
        all.put("reasoning_effort", "\"low\"");
        all.put("verbosity", "\"low\"");
        all.put("response_format", "{\"type\":\"json_object\"}");
        all.put("tools", TOOLS);
        return all;
    }

    @Test
    void everyParameterIsTranslatedOrRefusedByName() {
        var wrong = new ArrayList<String>();
        for (var name : Dialects.names()) {
            PARAMETERS.forEach((param, json) -> {
                var fault = fault(Dialects.of(name), Map.of(param, json), param);
                if (!fault.isEmpty()) wrong.add(name + ": " + fault);
            });
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aSchemaAndChoicesOfToolsAreTranslatedOrRefusedByName() {
        var schema = "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"schema\":{\"type\":\"object\","
                + "\"properties\":{\"topic\":{\"type\":\"string\"}},\"required\":[\"topic\"],"
                + "\"additionalProperties\":false}}}";
        var named = "{\"type\":\"function\",\"function\":{\"name\":\"look_up\"}}";
        var wrong = new ArrayList<String>();
        for (var name : Dialects.names()) {
            var dialect = Dialects.of(name);
            wrong.add(name + fault(dialect, Map.of("response_format", schema), "response_format"));
            wrong.add(name + fault(dialect, Map.of("tools", TOOLS, "tool_choice", named), "tool_choice"));
            wrong.add(name + fault(dialect, Map.of("tools", TOOLS, "tool_choice", "\"required\""), "tool_choice"));
            wrong.add(name
                    + fault(dialect, Map.of("tools", TOOLS, "parallel_tool_calls", "false"), "parallel_tool_calls"));
        }
        wrong.removeAll(Set.copyOf(Dialects.names()));
        assertEquals(List.of(), wrong);
    }

    private static String fault(Dialect dialect, Map<String, String> params, String param) {
        var model = MODELS.getOrDefault(dialect.name(), dialect.name() + "-model");
        var refusal = dialect.refuses(prompt(params, "hi"), model);
        if (refusal.isPresent()) {
            return refusal.get().contains(param) ? "" : " refuses " + param + " but says: " + refusal.get();
        }
        var without = new LinkedHashMap<>(params);
        without.remove(param);
        var plain = dialect.refuses(prompt(without, "hi"), model).isEmpty() ? rendered(dialect, model, without) : "";
        return rendered(dialect, model, params).equals(plain) ? " drops " + param : "";
    }

    private static String rendered(Dialect dialect, String model, Map<String, String> params) {
        return new String(dialect.render("a-1", model, prompt(params, "hi"), 100), StandardCharsets.UTF_8);
    }

    private static Prompt prompt(Map<String, String> params, String text) {
        return new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), params);
    }

    @Test
    void aPictureByItsAddressIsSentOrRefused() {
        var address = "https://example.com/cat.png";
        var json = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what is it\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + address + "\"}}]}";
        for (var name : Dialects.names()) {
            var dialect = Dialects.of(name);
            var prompt = new Prompt(Endpoint.CHAT, List.of(new Message("user", "what is it", json)), Map.of());
            var model = MODELS.getOrDefault(name, name + "-model");
            if (dialect.refuses(prompt, model).isPresent()) continue;
            var request = new String(dialect.render("a-1", model, prompt, 100), StandardCharsets.UTF_8);
            assertTrue(request.contains(address), name + " drops the picture: " + request);
        }
    }

    @Test
    void aSystemTextReachesEveryProvider() {
        for (var name : Dialects.names()) {
            var dialect = Dialects.of(name);
            var prompt = new Prompt(
                    Endpoint.CHAT,
                    List.of(Message.plain("system", "Be brief."), Message.plain("user", "hi")),
                    Map.of());
            var model = MODELS.getOrDefault(name, name + "-model");
            var request = new String(dialect.render("a-1", model, prompt, 100), StandardCharsets.UTF_8);
            assertTrue(request.contains("Be brief."), name);
            assertNotEquals(-1, request.indexOf("hi"), name);
        }
    }

    @Test
    void modelsThatReasonRefuseSamplingByNameAndOthersTakeIt() {
        var openAi = Dialects.of("openai");
        for (var param : List.of(
                "temperature:0",
                "top_p:0.5",
                "presence_penalty:0.5",
                "frequency_penalty:-1",
                "logprobs:true",
                "top_logprobs:3")) {
            var name = param.substring(0, param.indexOf(':'));
            var asked = prompt(Map.of(name, param.substring(param.indexOf(':') + 1)), "hi");
            for (var model :
                    List.of("o3", "gpt-5-mini", "gpt-6-luna", "gpt-6.1-sol", "ft:gpt-5-nano:org::1", "gpt-12")) {
                var refusal = openAi.refuses(asked, model).orElse("");
                assertTrue(refusal.startsWith(name + ": a model that reasons"), model + " " + param + ": " + refusal);
            }
            for (var model : List.of("gpt-4.1-mini", "gpt-4o", "gpt-5-chat-latest", "gpt-oss-20b", "some-model")) {
                assertEquals(Optional.empty(), openAi.refuses(asked, model), model);
            }
        }
        var stop = prompt(Map.of("stop", "[\"END\"]"), "hi");
        assertTrue(openAi.refuses(stop, "o4-mini").isPresent());
        assertEquals(Optional.empty(), openAi.refuses(stop, "gpt-6-luna"));
        // A deployment's name does not tell its model.
        var asked = prompt(Map.of("temperature", "0"), "hi");
        assertEquals(Optional.empty(), Dialects.of("azure").refuses(asked, "gpt-5-mini"));
    }

    @Test
    void modelsThatAreToldNotToReasonTakeWhatTheyThenMay() {
        var openAi = Dialects.of("openai");
        var params = Map.of("temperature", "0", "reasoning_effort", "\"none\"");
        assertEquals(Optional.empty(), openAi.refuses(prompt(params, "hi"), "gpt-5.1"));
        assertEquals(Optional.empty(), openAi.refuses(prompt(params, "hi"), "gpt-6-luna"));
        assertTrue(openAi.refuses(prompt(params, "hi"), "gpt-5-mini").isPresent());
        var biased = Map.of("logit_bias", "{\"42\":5}", "reasoning_effort", "\"none\"");
        assertTrue(openAi.refuses(prompt(biased, "hi"), "gpt-6-luna").isPresent());
    }

    @Test
    void whatSaysOnlyTheDefaultIsNotSentToModelsThatRefuseEvenThat() {
        var params = Map.of("temperature", "1.0", "top_p", "1", "presence_penalty", "0", "logprobs", "false");
        var openAi = Dialects.of("openai");
        assertEquals(Optional.empty(), openAi.refuses(prompt(params, "hi"), "gpt-6-luna"));
        assertEquals(rendered(openAi, "gpt-6-luna", Map.of()), rendered(openAi, "gpt-6-luna", params));
        assertTrue(rendered(openAi, "gpt-4.1", params).contains("temperature"));
    }
}
