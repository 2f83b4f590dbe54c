package route.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.Fields;

/**
 * Request parameters: those a JSONL row may carry beside its {@code messages}, and the checks on all of them.
 *
 * <p>Beside {@code messages} only the names below are parameters, everything else is the user's own columns. Names of
 * OpenAI's API that are as likely to be somebody's data ({@code user}, {@code metadata}, {@code store}, {@code audio},
 * {@code service_tier}) are left to whole batch lines, where there is no doubt.
 */
final class ChatParams {
    /** OpenAI API reference, "Create chat completion", 2026-09: name to the kinds of JSON it may be. */
    private static final Map<String, List<String>> KINDS = kinds();

    private static final List<String> TOKEN_LIMITS =
            List.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    private ChatParams() {}

    private static Map<String, List<String>> kinds() {
        var kinds = new LinkedHashMap<String, List<String>>();
        for (var name : List.of(
                "temperature",
                "top_p",
                "n",
                "presence_penalty",
                "frequency_penalty",
                "seed",
                "top_logprobs",
                "max_completion_tokens")) {
            kinds.put(name, List.of("a number"));
        }
        kinds.put("stop", List.of("text", "an array"));
        kinds.put("tools", List.of("an array"));
        kinds.put("functions", List.of("an array"));
        kinds.put("modalities", List.of("an array"));
        kinds.put("tool_choice", List.of("text", "an object"));
        kinds.put("function_call", List.of("text", "an object"));
        kinds.put("response_format", List.of("an object"));
        kinds.put("prediction", List.of("an object"));
        kinds.put("logit_bias", List.of("an object"));
        kinds.put("web_search_options", List.of("an object"));
        kinds.put("logprobs", List.of("true or false"));
        kinds.put("parallel_tool_calls", List.of("true or false"));
        kinds.put("reasoning_effort", List.of("text"));
        kinds.put("verbosity", List.of("text"));
        kinds.put("prompt_cache_key", List.of("text"));
        kinds.put("safety_identifier", List.of("text"));
        return Map.copyOf(kinds);
    }

    /** The parameters among a row's fields, in the row's order. */
    static Map<String, String> of(Fields fields) throws UnusableException {
        var params = new LinkedHashMap<String, String>();
        for (var name : fields.names()) {
            var kinds = KINDS.get(name);
            var json = kinds == null ? "null" : fields.json(name).orElse("null");
            if (JsonText.isNull(json)) continue;
            if (!kinds.contains(JsonText.kind(json))) {
                throw new UnusableException(
                        name,
                        "'" + name + "' is " + JsonText.kind(json)
                                + "; beside 'messages' it is a request parameter and must be "
                                + String.join(" or ", kinds));
            }
            params.put(name, json);
        }
        check(params, "");
        return params;
    }

    /** Refuses what a batch cannot do: streams, several answers for a row, and limits that allow no answer. */
    static void check(Map<String, String> params, String where) throws UnusableException {
        if (params.getOrDefault("stream", "false").equals("true")) {
            throw new UnusableException(where + "stream", "'" + where + "stream' is true; a batch cannot stream");
        }
        var answers = params.getOrDefault("n", "1");
        if (!answers.equals("1") && !JsonText.isNull(answers)) {
            throw new UnusableException(where + "n", "'" + where + "n' is " + answers + "; a row gets one answer");
        }
        for (var name : TOKEN_LIMITS) {
            var limit = params.getOrDefault(name, "null");
            if (!JsonText.isNull(limit) && !isPositive(limit)) {
                throw new UnusableException(
                        where + name, "'" + where + name + "' is " + limit + "; it must be a whole number above 0");
            }
        }
    }

    static boolean isPositive(String number) {
        return number.matches("[0-9]{1,9}") && Integer.parseInt(number) > 0;
    }
}
