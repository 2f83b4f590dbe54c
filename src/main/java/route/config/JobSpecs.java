package route.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import route.domain.Ask;
import route.domain.Budget;
import route.domain.InputException;
import route.domain.InputKind;
import route.domain.JobSpec;
import route.domain.Judging;
import route.domain.Lane;
import route.domain.Money;
import route.domain.OnBadRow;
import route.domain.Provider;
import route.domain.RuleSpec;
import route.domain.Selection;
import route.domain.Source;
import route.domain.TierSpec;
import route.domain.Urgency;

/** Makes the complete specification of a job from the settings in force. */
record JobSpecs(
        Stack stack,
        Map<String, Provider> providers,
        List<TierSpec> tiers,
        List<RuleSpec> rules,
        Map<String, String> aliases,
        Policies policies,
        Judging judging,
        Path workingDirectory,
        Dated dated) {

    /**
     * The job that reads this input.
     *
     * @throws InputException where a setting, the input or the output cannot be used
     */
    JobSpec make(Value input) {
        var file = InputFile.of(dated.fill(input), dated.hint(input));
        var first = duration("polling.first");
        var longest = duration("polling.longest");
        if (longest.compareTo(first) < 0) throw pollsTooLong();
        return new JobSpec(
                stack.given("name").map(dated::fill).map(Value::text).orElse(file.stem()),
                source(file),
                ask(),
                tiers,
                rules,
                providers,
                aliases,
                new Outputs(stack, workingDirectory, dated).deliveryOf(file),
                stack.text("on_bad_row").equals("skip") ? OnBadRow.SKIP : OnBadRow.STOP,
                budget(),
                Integer.parseInt(stack.text("max_attempts")),
                first,
                longest,
                duration("lookup.grace"),
                duration("failover.after"),
                urgency(),
                stack.text("only_region").toLowerCase(Locale.ROOT),
                policies.make(),
                judging,
                selection(),
                stack.isSandbox());
    }

    private int sample() {
        var share = stack.given("sample").map(it -> Shares.share(it.text()));
        return share.filter(it -> it < 10_000).orElse(0);
    }

    private Selection selection() {
        var limit = stack.given("limit").map(it -> Long.parseLong(it.text())).orElse(0L);
        var given = stack.given("incremental").filter(it -> it.text().equals("true"));
        if (given.isEmpty()) return new Selection(limit, false, sample());
        var name = stack.given("name");
        var isSteady = name.isPresent() && !Dated.isDated(name.get());
        if (isSteady) return new Selection(limit, true, sample());
        throw new InputException(given.get().origin() + ": incremental needs a name that stays the same every time: "
                + "rows are remembered by it\n"
                + name.map(it -> "name is '" + it.text() + "', which changes with the day")
                        .orElse("put name: nightly beside it, or give --name nightly"));
    }

    private InputException pollsTooLong() {
        var culprit = stack.given("polling.first").or(() -> stack.given("polling.longest"));
        return new InputException(culprit.map(Value::origin).orElse("default") + ": polling.first is "
                + stack.text("polling.first") + ", longer than polling.longest, " + stack.text("polling.longest")
                + "\nmake the first pause the shorter one");
    }

    private Budget budget() {
        var perProvider = new LinkedHashMap<String, Money>();
        stack.entries("budget.per_provider")
                .forEach((name, it) -> perProvider.put(provider(name, it), amount(name, it)));
        return new Budget(
                stack.given("budget.max_cost").map(Value::text).map(Values::money),
                stack.given("budget.per_day").map(Value::text).map(Values::money),
                perProvider,
                stack.isOn("budget.allow_unpriced"));
    }

    private String provider(String name, Value amount) {
        if (providers.containsKey(name)) return name;
        throw new InputException(amount.origin() + ": budget.per_provider names '" + name + "', which is no provider\n"
                + Nearest.to(name, List.copyOf(providers.keySet()))
                        .map(it -> "did you mean " + it + "?")
                        .orElse("the providers are " + Block.listed(List.copyOf(providers.keySet()))));
    }

    private static Money amount(String name, Value value) {
        try {
            return Values.money(value.text());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InputException(value.origin() + ": budget.per_provider." + name + " is '" + value.text()
                    + "'\nmust be an amount in US dollars such as 5.00");
        }
    }

    private Urgency urgency() {
        var lane = stack.text("lane");
        return new Urgency(
                lane.equals("auto") ? Optional.empty() : Optional.of(Lane.valueOf(lane.toUpperCase(Locale.ROOT))),
                stack.text("deadline"));
    }

    private Duration duration(String key) {
        return Values.duration(stack.text(key));
    }

    private Source source(InputFile file) {
        var kind = stack.given("input_format")
                .map(it -> InputKind.valueOf(it.text().toUpperCase(Locale.ROOT)));
        var delimiter =
                stack.given("delimiter").map(it -> Values.delimiter(it.text())).orElse((char) 0);
        return new Source(file.path(), kind, delimiter, stack.text("encoding"));
    }

    private Ask ask() {
        var columns = new LinkedHashMap<String, String>();
        stack.entries("map").forEach((field, column) -> columns.put(optional(field, column), column.text()));
        return new Ask(
                stack.text("prompt_column"),
                text("template", "template_file"),
                text("system", "system_file"),
                columns,
                Integer.parseInt(stack.text("max_tokens")),
                schema(),
                stack.isOn("lenient"));
    }

    private String schema() {
        var file = stack.given("json_schema");
        if (file.isEmpty()) return "";
        var label = label("json_schema", file.get());
        return SchemaFile.checked(TextFile.read(file.get().path(), label), label);
    }

    private String label(String key, Value file) {
        return key + " " + Sources.label(file.path(), workingDirectory) + " (" + file.origin() + ")";
    }

    private static String optional(String field, Value column) {
        if (Ask.OPTIONAL_FIELDS.contains(field) || Ask.LABELS.contains(field)) return field;
        var right = field.equals("prompt")
                ? "name the prompt's column with prompt_column: " + column.text()
                : Nearest.to(field, Ask.OPTIONAL_FIELDS)
                        .map(it -> "did you mean " + it + "?")
                        .orElse("the fields are " + Block.listed(Ask.OPTIONAL_FIELDS));
        throw new InputException(column.origin() + ": map has no field '" + field + "'\n" + right);
    }

    /** A text that stands in the settings themselves or in a file they name; a file's last line end is not part of it. */
    private String text(String key, String fileKey) {
        Optional<Value> file = stack.given(fileKey);
        if (file.isEmpty()) return stack.text(key);
        var label = label(fileKey, file.get());
        var text = TextFile.read(file.get().path(), label).replaceFirst("\\r?\\n\\z", "");
        if (text.isBlank()) throw new InputException(label + " is empty");
        return text;
    }
}
