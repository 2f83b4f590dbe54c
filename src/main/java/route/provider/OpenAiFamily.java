package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import route.domain.Prompt;

/**
 * What OpenAI's model families refuse with 400 ({@code unsupported_parameter}, {@code unsupported_value}): models that
 * reason take no sampling parameters (chat reference and guide to reasoning, 2026-11), and from gpt-5.1 on only where they
 * are told not to reason (guide to the latest model, "parameter compatibility", 2026-11). A row of {@link #ALL}.
 *
 * @param names of its models, without a maker's prefix
 * @param refused the parameters that it takes with their default only
 * @param withoutReasoning those of them that it takes all the same where {@code reasoning_effort} is {@code none}
 */
record OpenAiFamily(Pattern names, Set<String> refused, Set<String> withoutReasoning) {
    private static final Set<String> SAMPLING = Set.of(
            "temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs", "logit_bias");
    private static final Set<String> SAMPLING_AND_STOP =
            Stream.concat(SAMPLING.stream(), Stream.of("stop")).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> UNTIL_IT_REASONS = Set.of("temperature", "top_p", "logprobs", "top_logprobs");
    private static final Map<String, BigDecimal> DEFAULTS =
            Map.of("temperature", BigDecimal.ONE, "top_p", BigDecimal.ONE);

    /** The first that fits counts; a model that is in none takes everything. */
    static final List<OpenAiFamily> ALL = List.of(
            new OpenAiFamily(Pattern.compile("gpt-[\\d.]+-chat.*"), Set.of(), Set.of()),
            new OpenAiFamily(Pattern.compile("(o3|o4-mini).*"), SAMPLING_AND_STOP, Set.of()),
            new OpenAiFamily(Pattern.compile("o\\d.*"), SAMPLING, Set.of()),
            new OpenAiFamily(Pattern.compile("gpt-5(-.*)?"), SAMPLING, Set.of()),
            new OpenAiFamily(Pattern.compile("gpt-(5\\.|[6-9]|\\d\\d).*"), SAMPLING, UNTIL_IT_REASONS));

    /** "ft:gpt-5-mini:org::id" and "openai/gpt-6-luna" are of gpt families. */
    static String name(String model) {
        var name = model.toLowerCase(Locale.ROOT);
        var tuned = name.startsWith("ft:") ? name.substring(3) : name;
        return tuned.substring(tuned.lastIndexOf('/') + 1);
    }

    static Optional<OpenAiFamily> of(String model) {
        var name = name(model);
        return ALL.stream().filter(it -> it.names.matcher(name).matches()).findFirst();
    }

    /** Why a model does not take a prompt, beginning with the parameter's name; empty where it does. */
    static Optional<String> refusal(Prompt prompt, String model) {
        if (prompt.params().isEmpty()) return Optional.empty();
        var family = of(model);
        if (family.isEmpty()) return Optional.empty();
        return prompt.params().keySet().stream()
                .filter(it -> family.get().isRefused(prompt, it)
                        && !isDefault(it, prompt.params().get(it)))
                .findFirst()
                .map(it -> it + ": a model that reasons takes none; leave it out, or let --lenient do so");
    }

    /** Whether a parameter says only what holds anyway for a model that refuses even that. */
    static boolean isLeftOut(Prompt prompt, String param, String model) {
        return of(model).filter(it -> it.isRefused(prompt, param)).isPresent()
                && isDefault(param, prompt.params().get(param));
    }

    private boolean isRefused(Prompt prompt, String param) {
        return refused.contains(param) && !(withoutReasoning.contains(param) && doesNotReason(prompt));
    }

    private static boolean doesNotReason(Prompt prompt) {
        var effort = Json.read(prompt.params().getOrDefault("reasoning_effort", "null"));
        var reasoning = Json.read(prompt.params().getOrDefault("reasoning", "null"));
        return Json.string(effort).equals("none")
                || Json.string(reasoning.path("effort")).equals("none");
    }

    private static boolean isDefault(String param, String json) {
        return OpenAiRequest.isUnset(param, json)
                || Optional.ofNullable(DEFAULTS.get(param))
                        .filter(it -> isNumber(Json.read(json), it))
                        .isPresent();
    }

    private static boolean isNumber(JsonNode value, BigDecimal wanted) {
        return value.isNumber() && value.decimalValue().compareTo(wanted) == 0;
    }
}
