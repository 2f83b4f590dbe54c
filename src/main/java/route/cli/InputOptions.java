package route.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import route.config.Settings;

/** What to read, and how rows become prompts. */
final class InputOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            arity = "0..1",
            paramLabel = "INPUT",
            description = "A CSV, TSV or JSONL file, also gzipped; a job file (.yaml); or - for stdin.")
    private Optional<String> input = Optional.empty();

    @Option(names = "--job", paramLabel = "FILE", description = "A job file: settings, and perhaps the input.")
    private Optional<Path> jobFile = Optional.empty();

    @Option(names = "--input-format", paramLabel = "KIND", description = "csv, tsv or jsonl; else by the name.")
    private Optional<String> inputFormat = Optional.empty();

    @Option(names = "--delimiter", paramLabel = "C", description = "Between CSV cells; else one of , ; tab |.")
    private Optional<String> delimiter = Optional.empty();

    @Option(names = "--encoding", paramLabel = "NAME", description = "The input's charset; else UTF-8.")
    private Optional<String> encoding = Optional.empty();

    @Option(names = "--prompt-column", paramLabel = "NAME", description = "The column of the prompt; else prompt.")
    private Optional<String> promptColumn = Optional.empty();

    @Option(names = "--template", paramLabel = "TEXT", description = "A prompt with {{column}} places.")
    private Optional<String> template = Optional.empty();

    @Option(names = "--template-file", paramLabel = "FILE", description = "The template, from a file.")
    private Optional<String> templateFile = Optional.empty();

    @Option(names = "--system", paramLabel = "TEXT", description = "A system text for every row.")
    private Optional<String> system = Optional.empty();

    @Option(names = "--system-file", paramLabel = "FILE", description = "The system text, from a file.")
    private Optional<String> systemFile = Optional.empty();

    @Option(names = "--json-schema", paramLabel = "FILE", description = "A JSON Schema that every answer follows.")
    private Optional<String> jsonSchema = Optional.empty();

    @Option(names = "--lenient", description = "Leave out parameters a provider does not know, with a note.")
    private boolean lenient;

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            description = "Another column for id, system, tier, model, task, tag, max_tokens, deadline or session.")
    private List<String> map = List.of();

    @Option(names = "--on-bad-row", paramLabel = "WHAT", description = "stop or skip, at rows that cannot be used.")
    private Optional<String> onBadRow = Optional.empty();

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "A trial: of each tier this share of the rows only, such as 1%%.")
    private Optional<String> sample = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N rows only.")
    private Optional<String> limit = Optional.empty();

    @Option(names = "--incremental", description = "Only rows that no job of this --name has delivered yet.")
    private boolean incremental;

    @Option(names = "--max-tokens", paramLabel = "N", description = "The most output tokens of a row.")
    private Optional<String> maxTokens = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "The job's name; else the input's.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--date", paramLabel = "DAY", description = "What {date} in the paths stands for; else today.")
    private Optional<String> date = Optional.empty();

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices that go before the built-in ones.")
    private Optional<String> prices = Optional.empty();

    @Option(names = "--lane", paramLabel = "LANE", description = "batch, realtime, or auto by price and deadline.")
    private Optional<String> lane = Optional.empty();

    @Option(names = "--deadline", paramLabel = "TIME", description = "When it is wanted: 6h, or 07:30.")
    private Optional<String> deadline = Optional.empty();

    @Option(names = "--only-region", paramLabel = "REGION", description = "No row may leave it, such as eu.")
    private Optional<String> onlyRegion = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "Judge by a profile of route tune.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--sandbox", description = "Use the built-in server: no key, no network, no money.")
    private boolean sandbox;

    /** The settings in force with these options and {@code more} flags on top. */
    Settings settings(Console console, Map<String, String> more) {
        if (input.isEmpty() && jobFile.isEmpty()) {
            throw new ParameterException(command.commandLine(), "missing INPUT: a file, a job file, or - for stdin");
        }
        var flags = flags();
        flags.putAll(more);
        var settings = console.settings(input, jobFile, flags);
        settings.notes().forEach(it -> console.note("note: " + Untrusted.shown(it)));
        return settings;
    }

    /** What was given beside {@code --prices}, by the key of its setting. */
    List<String> beyondPrices() {
        var given = new ArrayList<String>();
        input.ifPresent(it -> given.add("INPUT"));
        jobFile.ifPresent(it -> given.add("--job"));
        flags().keySet().stream().filter(it -> !it.equals("prices")).forEach(given::add);
        return given;
    }

    /** The settings in force without an input. */
    Settings pricesAlone(Console console) {
        return console.settings(Optional.empty(), Optional.empty(), flags());
    }

    /** The profile that was named. */
    Optional<String> profile() {
        return profile;
    }

    /** The options given, by the key of their setting. */
    Map<String, String> flags() {
        var flags = new LinkedHashMap<String, String>();
        inputFormat.ifPresent(it -> flags.put("input_format", it));
        delimiter.ifPresent(it -> flags.put("delimiter", it));
        encoding.ifPresent(it -> flags.put("encoding", it));
        promptColumn.ifPresent(it -> flags.put("prompt_column", it));
        template.ifPresent(it -> flags.put("template", it));
        templateFile.ifPresent(it -> flags.put("template_file", it));
        system.ifPresent(it -> flags.put("system", it));
        systemFile.ifPresent(it -> flags.put("system_file", it));
        jsonSchema.ifPresent(it -> flags.put("json_schema", it));
        if (lenient) flags.put("lenient", "true");
        if (!map.isEmpty()) flags.put("map", map.stream().collect(Collectors.joining(",")));
        onBadRow.ifPresent(it -> flags.put("on_bad_row", it));
        sample.ifPresent(it -> flags.put("sample", it));
        limit.ifPresent(it -> flags.put("limit", it));
        if (incremental) flags.put("incremental", "true");
        maxTokens.ifPresent(it -> flags.put("max_tokens", it));
        name.ifPresent(it -> flags.put("name", it));
        date.ifPresent(it -> flags.put("date", it));
        prices.ifPresent(it -> flags.put("prices", it));
        lane.ifPresent(it -> flags.put("lane", it));
        deadline.ifPresent(it -> flags.put("deadline", it));
        onlyRegion.ifPresent(it -> flags.put("only_region", it));
        profile.ifPresent(it -> flags.put("profile", it));
        if (sandbox) flags.put("sandbox", "true");
        return flags;
    }
}
