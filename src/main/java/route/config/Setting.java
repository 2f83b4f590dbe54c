package route.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A plain setting: one text, or one mapping of names to texts. The table of all of them; what has more structure
 * (providers, tiers, rules) is read by its own class.
 *
 * @param key as in a file; a dot where it stands inside a group
 * @param fallback the value without any other; empty for none
 * @param inSandbox the same under {@code sandbox: true}, where waiting has no point
 * @param scope where it may stand
 */
record Setting(String key, Kind kind, String fallback, String inSandbox, Scope scope, String help) {

    /** Whether a setting belongs to one job alone. */
    enum Scope {
        /** Flags and job files only: it names this job's files. */
        JOB,
        /** Anywhere, the environment included. */
        ANYWHERE,
        /** Anywhere but a job file: it watches over all jobs, whichever command moves them. */
        HOUSE
    }

    static final List<Setting> ALL = List.of(
            job("input", Kind.PATH, "the file of prompts; - for standard input"),
            job("name", Kind.NAME, "the job's name; the input's without its ending"),
            job("output", Kind.PATH, "where the merged file goes; - for standard output"),
            job("date", Kind.DAY, "the day that {date} stands for in input, output and name; today"),
            any("input_format", Kind.INPUT_FORMAT, "", "csv, tsv or jsonl; by the file's name"),
            any("delimiter", Kind.DELIMITER, "", "between CSV cells; found out"),
            any("encoding", Kind.ENCODING, "", "of the input; UTF-8, or UTF-16 by its byte order mark"),
            any("prompt_column", Kind.NAME, "prompt", "the column that holds the prompt"),
            any("template", Kind.TEXT, "", "text with {{column}} places, used as the prompt"),
            any("template_file", Kind.PATH, "", "the same from a file"),
            any("system", Kind.TEXT, "", "system text of rows without their own"),
            any("system_file", Kind.PATH, "", "the same from a file"),
            any("json_schema", Kind.PATH, "", "a file with a JSON Schema that every answer follows"),
            any("profile", Kind.PROFILE, "", "the profile, made with route tune, that judges how hard a row is"),
            any("lenient", Kind.SWITCH, "false", "leave out, with a note, parameters a provider does not know"),
            any("map", Kind.COLUMNS, "", "optional fields that stand in columns of another name"),
            any("output_format", Kind.OUTPUT_FORMAT, "", "csv, tsv, jsonl or openai; as the input"),
            any("overwrite", Kind.SWITCH, "false", "replace an output that this job did not write"),
            any("sample", Kind.SAMPLE, "", "a trial: of each tier this share of the rows only, such as 1%"),
            any("limit", Kind.COUNT, "", "take the first so many rows only"),
            any("safe_cells", Kind.SWITCH, "false", "disarm cells that a spreadsheet would run as a formula"),
            any("incremental", Kind.SWITCH, "false", "only rows that no job of this name has delivered yet"),
            any("on_bad_row", Kind.BAD_ROWS, "stop", "stop before anything is sent, or skip the row"),
            any("max_tokens", Kind.COUNT, "4096", "the most output tokens of a row"),
            any("max_attempts", Kind.COUNT, "3", "how often a row is tried in all"),
            any("aliases", Kind.ALIASES, "", "short names for models"),
            any("budget.max_cost", Kind.MONEY, "", "the most a job may cost, in US dollars"),
            any("budget.per_day", Kind.MONEY, "", "the most all jobs may cost on one day (UTC)"),
            any("budget.per_provider", Kind.AMOUNTS, "", "the most a job may cost at a provider"),
            any("budget.allow_unpriced", Kind.SWITCH, "false", "let models without a price run under a budget"),
            wait("polling.first", "30s", "100ms", "how long after sending a batch is first looked at"),
            wait("polling.longest", "5m", "1s", "the longest pause between two looks"),
            wait("lookup.grace", "2m", "2s", "how long an unclear submission is looked for"),
            wait(
                    "failover.after",
                    "30m",
                    "10s",
                    "how long a provider may be out of reach before its rows go elsewhere"),
            any("lane", Kind.LANE, "auto", "batch, realtime, or auto: the cheapest that meets the deadline"),
            any(
                    "deadline",
                    Kind.DEADLINE,
                    "",
                    "when the answers are wanted: a span such as 6h, or a time such as 07:30"),
            any("only_region", Kind.NAME, "", "the region, as providers name theirs, that no row may leave"),
            any("shares", Kind.SHARES, "", "the most rows of a tier, the hardest first, such as {flagship: 10%}"),
            any("spread", Kind.SWITCH, "false", "spread budget.max_cost over the rows instead of fixed thresholds"),
            any("strategy", Kind.STRATEGY, "listed", "which model of a tier: the first listed, cheapest or weighted"),
            any("prefer", Kind.PREFER, "", "cost, speed or quality, or weights such as {cost: 0.7, quality: 0.3}"),
            any("explore", Kind.SHARE, "0%", "of the rows, the share that tries another model of its tier"),
            any("quality_floor", Kind.FRACTION, "0.6", "the quality a model must be drawn with to be weighted"),
            any("feedback.half_life", Kind.DURATION, "90d", "after which a rating counts half"),
            any("discard_remote", Kind.SWITCH, "false", "have providers delete their copies once the answers are here"),
            any("retention", Kind.DURATION, "", "how long ended jobs are kept before route gc clears them away"),
            any("sandbox", Kind.SWITCH, "false", "use the built-in server in place of every provider"),
            any("prices", Kind.PATH, "", "a price file over the built-in prices"),
            house("alerts.flagship_share", Kind.PERCENT, "", "per cent of the spend that the strongest tier may have"),
            house("alerts.error_rate", Kind.PERCENT, "", "per cent of a model's requests that may come back as errors"),
            house("alerts.day_spend", Kind.MONEY, "", "US dollars that all jobs together may cost on one day (UTC)"),
            house("alerts.estimate_off", Kind.PERCENT, "", "per cent by which a job may differ from its estimate"),
            house("alerts.cost_drift", Kind.PERCENT, "", "per cent by which a task's cost per row may change"),
            house("alerts.window", Kind.DAYS, "7d", "how far back alerts look"),
            house("log.rows", Kind.SWITCH, "false", "a line in the log for each row"),
            house("log.prompts", Kind.SWITCH, "false", "prompts and answers in these lines"),
            house("metrics.prometheus_file", Kind.PATH, "", "where counters are written for Prometheus"),
            house("metrics.otlp", Kind.URL, "", "where counters are sent as OpenTelemetry (OTLP over HTTP)"));

    private static Setting job(String key, Kind kind, String help) {
        return new Setting(key, kind, "", "", Scope.JOB, help);
    }

    private static Setting any(String key, Kind kind, String fallback, String help) {
        return new Setting(key, kind, fallback, fallback, Scope.ANYWHERE, help);
    }

    private static Setting house(String key, Kind kind, String fallback, String help) {
        return new Setting(key, kind, fallback, fallback, Scope.HOUSE, help);
    }

    private static Setting wait(String key, String fallback, String inSandbox, String help) {
        return new Setting(key, Kind.DURATION, fallback, inSandbox, Scope.ANYWHERE, help);
    }

    static Optional<Setting> find(String key) {
        return ALL.stream().filter(it -> it.key.equals(key)).findFirst();
    }

    /** Whether the key is a name in front of a dot, such as {@code budget}. */
    static boolean isGroup(String key) {
        return ALL.stream().anyMatch(it -> it.key.startsWith(key + "."));
    }

    /** The environment variable that sets it: {@code ROUTE_BUDGET_MAX_COST}. */
    String env() {
        return "ROUTE_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The flag that sets it: {@code --max-cost}. */
    String flag() {
        // One share is given at a time.
        if (key.equals("shares")) return "--share";
        return "--" + key.substring(key.lastIndexOf('.') + 1).replace('_', '-');
    }
}
