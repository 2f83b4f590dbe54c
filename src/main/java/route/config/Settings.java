package route.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import route.domain.AlertLimits;
import route.domain.InputException;
import route.domain.JobSpec;
import route.domain.ModelRef;
import route.domain.Provider;
import route.domain.RuleSpec;
import route.domain.TierSpec;
import route.domain.Watch;
import route.money.PriceBook;

/**
 * The settings in force. Flags lie over the environment, that over the job file, that over {@code ./route.yaml}, that
 * over the user's {@code config.yaml}, that over the defaults. Providers are merged by name and field, {@code map} and
 * {@code aliases} by name; everything else is taken whole from the strongest source that has it.
 */
public final class Settings {
    private final Request request;
    private final Stack stack;
    private final Prices prices;
    private final ProviderTable table;
    private final ModelNames names;
    private final List<TierSpec> tiers;
    private final List<RuleSpec> rules;
    private final Map<String, Map<String, Integer>> capability;
    private final HookList hooks;

    private Settings(Request request, Stack stack) {
        this.request = request;
        this.stack = stack;
        this.prices = new Prices(request.stateHome(), priceFile());
        this.table = ProviderTable.of(stack.trees("providers"), request.env());
        this.names = new ModelNames(stack.entries("aliases"), table.providers().keySet(), prices::book);
        this.tiers = stack.tree("tiers").map(it -> TierList.read(it, names)).orElseGet(this::usualTiers);
        this.rules =
                stack.tree("rules").map(it -> RuleList.read(it, tiers, names)).orElse(List.of());
        this.capability = stack.tree("capability")
                .map(it -> CapabilityTable.read(it, names))
                .orElse(Map.of());
        this.hooks = stack.tree("hooks").map(HookList::read).orElse(HookList.NONE);
    }

    /** In the sandbox every key is as good as set, so that it shows the same to everybody. */
    private List<TierSpec> usualTiers() {
        var keys = new Keys(request.env());
        return UsualTiers.of(
                it -> stack.isSandbox() || keys.isSet(table.providers().get(it)));
    }

    /**
     * Reads all sources and checks what they say.
     *
     * @throws InputException naming file, line and key of the first mistake
     */
    public static Settings load(Request request) {
        return new Settings(request, Sources.read(request));
    }

    /**
     * Checks what the files of settings say; quick where there is none.
     *
     * @throws InputException naming file, line and key of the first mistake
     */
    public static void check(Request request) {
        if (Sources.hasConfigFile(request)) load(request).watch();
    }

    /**
     * The job these settings describe.
     *
     * @throws InputException where there is no input, or it or the output cannot be used
     */
    public JobSpec jobSpec() {
        return specs().make(stack.given("input")
                .orElseThrow(() ->
                        new InputException("no input\nname a CSV or JSONL file, a job file, or - for standard input")));
    }

    /** What is watched, and who is told. */
    public Watch watch() {
        var limits = new AlertLimits(
                percent("alerts.flagship_share"),
                percent("alerts.error_rate"),
                stack.given("alerts.day_spend").map(Value::text).map(Values::money),
                percent("alerts.estimate_off"),
                percent("alerts.cost_drift"),
                Values.duration(stack.text("alerts.window")));
        var prompts = stack.isOn("log.prompts");
        return new Watch(limits, hooks.jobEnd(), hooks.alert(), prompts || stack.isOn("log.rows"), prompts);
    }

    private Optional<Integer> percent(String key) {
        return stack.given(key).map(it -> Integer.valueOf(it.text().replaceFirst(" ?%$", "")));
    }

    /** Where counters are written for Prometheus, as an absolute path. */
    public Optional<Path> prometheusFile() {
        return stack.given("metrics.prometheus_file").map(Value::path);
    }

    /** Where counters are sent as OpenTelemetry. */
    public Optional<String> otlp() {
        return stack.given("metrics.otlp").map(Value::text);
    }

    private JobSpecs specs() {
        var policies = new Policies(stack, tiers, capability);
        var judging = JudgeSettings.read(stack, names);
        return new JobSpecs(
                stack,
                table.providers(),
                tiers,
                rules,
                names.aliases(),
                policies,
                judging,
                request.workingDirectory(),
                new Dated(stack, request.today()));
    }

    /** Every setting with its value and origin, in the order of the table; keys only as set or not set. */
    public List<Shown> shown() {
        var lines = new ArrayList<>(new Display(
                        stack, table, tiers, rules, hooks, JudgeSettings.read(stack, names), new Keys(request.env()))
                .lines());
        var origin = stack.tree("capability").map(it -> it.place().toString()).orElse("default");
        lines.addAll(CapabilityTable.shown(capability, origin));
        return lines;
    }

    /** The time after which a rating counts half. */
    public Duration halfLife() {
        return Values.duration(stack.text("feedback.half_life"));
    }

    /** How long ended jobs are kept; empty where nobody said. */
    public Optional<Duration> retention() {
        return stack.given("retention").map(Value::text).map(Values::duration);
    }

    /** The providers in force by name, the built-in ones first. */
    public Map<String, Provider> providers() {
        return table.providers();
    }

    /** The tiers in force, the weakest first. */
    public List<TierSpec> tiers() {
        return tiers;
    }

    /** The prices in force; reading them is put off until somebody asks. */
    public PriceBook prices() {
        return prices.book().withFree(ownServers());
    }

    /** Providers on this computer that want no key: what they answer costs nothing. */
    private Set<String> ownServers() {
        return table.providers().values().stream()
                .filter(it -> !it.needsKey() && BaseUrl.isLoopback(it.baseUrl()))
                .map(Provider::name)
                .collect(Collectors.toSet());
    }

    /** The price file that the settings name, as an absolute path. */
    Optional<Path> priceFile() {
        return stack.given("prices").map(Value::path);
    }

    /** What a person should know and nothing fails for. Reads the price book. */
    public List<String> notes() {
        var notes = new ArrayList<>(TextLayer.doubts(request.env()));
        for (var provider : table.providers().values()) {
            if (provider.needsKey() && BaseUrl.isOpenToEavesdroppers(provider.baseUrl())) {
                notes.add("the key of provider " + provider.name() + " goes to " + provider.baseUrl() + " unencrypted");
            }
            if (isMovedByDirectory(provider)) {
                notes.add("provider " + provider.name() + " is at " + provider.baseUrl() + ", as "
                        + table.origin(provider.name(), "base_url") + " says");
            }
        }
        tiers.stream()
                .flatMap(it -> it.models().stream())
                .distinct()
                .filter(this::hasNoPrice)
                .forEach(it -> notes.add(
                        it + " has no price: it costs nothing in estimates and reports, and a budget keeps it out"));
        return notes;
    }

    /** A file that merely lies in the working directory sends a key somewhere else: worth a word. */
    private boolean isMovedByDirectory(Provider provider) {
        var usual = Defaults.providers().get(provider.name());
        return usual != null
                && !usual.baseUrl().equals(provider.baseUrl())
                && table.origin(provider.name(), "base_url").startsWith(Sources.PROJECT_FILE + ":");
    }

    private boolean hasNoPrice(ModelRef model) {
        return prices().find(model).isEmpty();
    }
}
