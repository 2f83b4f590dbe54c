package route.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import route.domain.Delivery;
import route.domain.InputException;
import route.domain.InputKind;
import route.flow.JobView;

/** Writes a job's merged file again, or what is there so far. */
@Command(
        name = "results",
        description = {
            "Writes the merged file again, or with --partial what is there so far.",
            "Prints the file's path."
        },
        footer = {"", "Example:", "  route batch results @last --partial -o so_far.csv"})
final class ResultsCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private String job = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Another file than the job's own; - for stdout.")
    private Optional<String> output = Optional.empty();

    @Option(names = "--partial", description = "Also where rows are pending still.")
    private boolean partial;

    @Option(names = "--output-format", paramLabel = "KIND", description = "csv, tsv, jsonl or openai.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--overwrite", description = "Replace a file that this job did not write.")
    private boolean overwrite;

    @Option(names = "--safe-cells", description = "Keep spreadsheets from running cells as formulas.")
    private boolean safeCells;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ResultsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (format.isPresent() && output.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "--output-format needs -o FILE, so that the job's own file keeps its form");
        }
        if (json && output.filter("-"::equals).isPresent()) {
            throw new InputException("--json and -o - both want standard output\nname a file with -o FILE");
        }
        try (var jobs = console.look()) {
            var id = jobs.resolve(job);
            var elsewhere = elsewhere(jobs.view(id));
            var view = jobs.results(id, elsewhere, partial);
            var path = elsewhere.map(Delivery::path).orElse(view.output());
            console.print(json ? JobJson.text(view, console.outside().workingDirectory()) + "\n" : line(path));
            return ExitCode.of(view, false, false).code();
        }
    }

    private String line(String path) {
        return path.equals("-") ? "" : console.near(path) + "\n";
    }

    /** Where the file goes, unless it is exactly where and how the job itself writes it. */
    private Optional<Delivery> elsewhere(JobView view) {
        if (output.isEmpty() && format.isEmpty() && !overwrite && !safeCells) return Optional.empty();
        var path = output.filter(it -> !it.equals("-"))
                .map(it -> console.outside()
                        .workingDirectory()
                        .resolve(it)
                        .normalize()
                        .toString())
                .orElse(output.isPresent() ? "-" : view.output());
        return Optional.of(new Delivery(path, format.map(ResultsCommand::kind), overwrite, safeCells));
    }

    private static InputKind kind(String label) {
        return Arrays.stream(InputKind.values())
                .filter(it -> it.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "--output-format is csv, tsv, jsonl or openai, not '" + Untrusted.shown(label, 40) + "'"));
    }
}
