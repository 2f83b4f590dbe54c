package route.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import route.domain.Fields;
import route.domain.InputException;
import route.domain.Pins;
import route.domain.Prompt;
import route.domain.RuleSpec;

/** A rule of the settings, ready to be asked; its patterns are compiled once. */
final class Rule {
    private static final int CASE_BLIND = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private final int number;
    private final RuleSpec spec;
    private final Pattern contains;
    private final Pattern matches;
    private final String reason;

    /** {@code number} is 1 for the first rule; a pattern that is none is an InputException. */
    Rule(int number, RuleSpec spec) {
        this.number = number;
        this.spec = spec;
        this.contains = Pattern.compile(spec.contains(), CASE_BLIND | Pattern.LITERAL);
        this.matches = compiled(number, spec.matches());
        this.reason = "rule " + number + ": " + String.join(", ", conditions());
    }

    String tier() {
        return spec.tier();
    }

    String model() {
        return spec.model();
    }

    /** {@code rule 2: tag is legal}. */
    String reason() {
        return reason;
    }

    /** Whether all its conditions hold; {@code task} is the classifier's word, beside which the row's own counts too. */
    boolean holds(Prompt prompt, Pins pins, Fields fields, int tokens, String task) {
        return (spec.tag().isEmpty() || spec.tag().equals(pins.tag()))
                && (spec.task().isEmpty() || isTask(pins.task()) || isTask(task))
                && tokens >= spec.minTokens()
                && columnsHold(fields)
                && (spec.contains().isEmpty() || isIn(contains, prompt))
                && (spec.matches().isEmpty() || isIn(matches, prompt));
    }

    private boolean isTask(String word) {
        return spec.task().equalsIgnoreCase(word.strip());
    }

    private boolean columnsHold(Fields fields) {
        return spec.columns().entrySet().stream()
                .allMatch(it ->
                        fields.text(it.getKey()).filter(it.getValue()::equals).isPresent());
    }

    private boolean isIn(Pattern pattern, Prompt prompt) {
        try {
            return prompt.messages().stream()
                    .anyMatch(it -> pattern.matcher(new PatientText(it.text())).find());
        } catch (PatientText.ImpatientException | StackOverflowError e) {
            throw new InputException(
                    "rule " + number + ": the regular expression '" + spec.matches()
                            + "' does not come to an end on one of the prompts"
                            + "\nAvoid repetitions inside repetitions, such as (a+)+ or (a|b)*",
                    e);
        }
    }

    private List<String> conditions() {
        var conditions = new ArrayList<String>();
        if (!spec.tag().isEmpty()) conditions.add("tag is " + spec.tag());
        if (!spec.task().isEmpty()) conditions.add("task is " + spec.task());
        if (!spec.contains().isEmpty()) conditions.add("contains '" + spec.contains() + "'");
        if (!spec.matches().isEmpty()) conditions.add("matches '" + spec.matches() + "'");
        if (spec.minTokens() > 0) conditions.add("at least " + Reason.grouped(spec.minTokens()) + " tokens");
        spec.columns().entrySet().stream()
                .map(it -> it.getKey() + " is " + it.getValue())
                .sorted()
                .forEach(conditions::add);
        if (conditions.isEmpty()) conditions.add("always");
        return conditions;
    }

    private static Pattern compiled(int number, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new InputException(
                    "rule " + number + ": 'matches' is not a regular expression: " + e.getDescription() + "\n  "
                            + regex,
                    e);
        }
    }
}
