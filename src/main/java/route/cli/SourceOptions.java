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
import route.config.Settings;

/** What to read, and how rows become prompts. */
final class SourceOptions {

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

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            description = "Another column for id, system, tier, model, task, tag, max_tokens, deadline or session.")
    private List<String> map = List.of();

    @Option(names = "--on-bad-row", paramLabel = "WHAT", description = "At unusable rows: stop (the default) or skip.")
    private Optional<String> onBadRow = Optional.empty();

    @Option(names = "--date", paramLabel = "DAY", description = "What {date} in the paths stands for; else today.")
    private Optional<String> date = Optional.empty();

    /**
     * The settings in force with these flags.
     *
     * @param command whose options these are
     */
    Settings settings(CommandSpec command, Console console, Map<String, String> flags) {
        if (input.isEmpty() && jobFile.isEmpty()) {
            throw new ParameterException(command.commandLine(), "missing INPUT: a file, a job file, or - for stdin");
        }
        var settings = console.settings(input, jobFile, flags);
        settings.notes().forEach(it -> console.note("note: " + Untrusted.shown(it)));
        return settings;
    }

    /** The places that were given, as a person knows them. */
    List<String> places() {
        var given = new ArrayList<String>();
        input.ifPresent(it -> given.add("INPUT"));
        jobFile.ifPresent(it -> given.add("--job"));
        return given;
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
        if (!map.isEmpty()) flags.put("map", map.stream().collect(Collectors.joining(",")));
        onBadRow.ifPresent(it -> flags.put("on_bad_row", it));
        date.ifPresent(it -> flags.put("date", it));
        return flags;
    }
}
