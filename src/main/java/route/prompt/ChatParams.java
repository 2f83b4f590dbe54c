package route.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import route.domain.Fields;

/**
 * Request parameters: those a JSONL row may carry beside its {@code messages} or {@code prompt}, and the checks on all of
 * them.
 *
 * <p>There only the names below are parameters, everything else is the user's own columns. Names of
 * OpenAI's API that are as likely to be somebody's data ({@code user}, {@code metadata}, {@code store}, {@code audio},
 * {@code service_tier}) are left to whole batch lines, where there is no doubt.
 */
final class ChatParams {
    /** OpenAI API reference, "Create chat completion", 2026-09: name to the kinds of JSON it may be. */
    private static final Map<String, List<String>> KINDS = kinds();

    private static final List<String> TOKEN_LIMITS =
            List.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    /** Names as short as {@code stop} are one letter from too many words. */
    private static final int LONG = 5;

    private static final int LONGEST = 30;

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
                                + "; beside a prompt it is a request parameter and must be "
                                + String.join(" or ", kinds));
            }
            params.put(name, json);
        }
        check(params, "");
        return params;
    }

    /** The parameter that a name is a slip of: one letter off, or written in another way; empty where it is none. */
    static Optional<String> nearly(String name) {
        if (KINDS.containsKey(name) || TOKEN_LIMITS.contains(name) || name.length() > LONGEST) return Optional.empty();
        var plain = plain(name);
        return Stream.concat(KINDS.keySet().stream(), TOKEN_LIMITS.stream())
                .filter(it -> plain(it).equals(plain) || plain.length() >= LONG && isOneOff(plain, plain(it)))
                .sorted()
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_\\-. ]", "");
    }

    /** Whether one letter more, less or other, or two swapped, make one word of the other. */
    private static boolean isOneOff(String one, String other) {
        var same = 0;
        var shorter = Math.min(one.length(), other.length());
        while (same < shorter && one.charAt(same) == other.charAt(same)) same++;
        var rest = one.substring(same);
        var others = other.substring(same);
        if (rest.length() == others.length()) {
            var isSwapped = rest.length() > 1
                    && rest.charAt(0) == others.charAt(1)
                    && rest.charAt(1) == others.charAt(0)
                    && rest.substring(2).equals(others.substring(2));
            return isSwapped || rest.substring(1).equals(others.substring(1));
        }
        return rest.length() == others.length() + 1 && rest.substring(1).equals(others)
                || others.length() == rest.length() + 1 && others.substring(1).equals(rest);
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
