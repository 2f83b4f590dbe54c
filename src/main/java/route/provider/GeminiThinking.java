package route.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a model is told how much to think (API reference, 2026-11): up to Gemini 2.5 by a number of tokens, from Gemini 3
 * on by a level; never by both.
 */
enum GeminiThinking {
    NONE,
    BUDGET,
    LEVEL;

    private static final Pattern NUMBER = Pattern.compile("gemini-(\\d{1,2})(?:\\.(\\d{1,2}))?(?!\\d)");
    // What Google's own OpenAI-compatible API makes of these words.
    private static final Map<String, Integer> BUDGETS =
            Map.of("minimal", 1024, "low", 1024, "medium", 8192, "high", 24_576);
    private static final Map<String, String> LEVELS =
            Map.of("minimal", "MINIMAL", "low", "LOW", "medium", "MEDIUM", "high", "HIGH");

    /** The way for a model; a name that shows no number is taken for a new one. */
    static GeminiThinking of(String model) {
        var number = NUMBER.matcher(model.toLowerCase(Locale.ROOT));
        if (!number.find() || Integer.parseInt(number.group(1)) >= 3) return LEVEL;
        var minor = number.group(2) == null ? 0 : Integer.parseInt(number.group(2));
        return Integer.parseInt(number.group(1)) == 2 && minor >= 5 ? BUDGET : NONE;
    }

    /** Adds OpenAI's {@code reasoning_effort}, or says why it cannot be said. */
    void add(String effort, String model, ObjectNode config, Refusals refusals) {
        switch (this) {
            case NONE -> {
                if (!effort.equals("none")) refusals.add("reasoning_effort: this model does not reason; leave it out");
            }
            case BUDGET -> addBudget(effort, model, config, refusals);
            case LEVEL -> {
                if (LEVELS.containsKey(effort)) {
                    config.putObject("thinkingConfig").put("thinkingLevel", LEVELS.get(effort));
                } else {
                    refusals.add(
                            "reasoning_effort " + effort + ": models from Gemini 3 on know minimal, low, medium, high");
                }
            }
        }
    }

    private static void addBudget(String effort, String model, ObjectNode config, Refusals refusals) {
        var cannotStop = model.contains("pro");
        if (effort.equals("none") && !cannotStop) {
            config.putObject("thinkingConfig").put("thinkingBudget", 0);
        } else if (BUDGETS.containsKey(effort)) {
            config.putObject("thinkingConfig").put("thinkingBudget", BUDGETS.get(effort));
        } else {
            refusals.add("reasoning_effort " + effort + ": this model knows " + (cannotStop ? "" : "none, ")
                    + "minimal, low, medium, high");
        }
    }
}
