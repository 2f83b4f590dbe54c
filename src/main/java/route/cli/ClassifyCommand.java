package route.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import route.domain.JobSpec;
import route.domain.OnBadRow;
import route.flow.Jobs;
import route.triage.Classified;

/** Says of each row how strong a model it needs, without sending anything. */
@Command(
        name = "classify",
        description = {
            "Each row's hardness, score, sensitivity, task, tier and the reason; sends nothing.",
            "Prints CSV: row,id,hardness,score,sensitivity,task,tier,reason,input_tokens.",
            "Exits 2 where rows cannot be used, or 3 where they are to be skipped.",
            "Tasks: code, translation, summarise, extract, classify, format, maths, reasoning, creative, qa, rewrite,"
                    + " advice."
        },
        footer = {"", "Example:", "  route classify tickets.csv --template '{{body}}' --explain"})
final class ClassifyCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec command;

    @Mixin
    private InputOptions input = new InputOptions();

    @Option(names = "--explain", description = "Words instead of CSV: each row's signals with their weights.")
    private boolean explain;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of stdout.")
    private String output = "";

    @Option(names = "--overwrite", description = "Replace a file that is there already.")
    private boolean overwrite;

    @Option(names = "--output-format", paramLabel = "KIND", description = "csv (the default) or jsonl.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--json", description = "The same as --output-format jsonl.")
    private boolean json;

    ClassifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var isJson = isJson();
        var settings = input.settings(console, Map.of());
        var spec = Simulated.marked(settings.jobSpec());
        OutFile.refuseInput(output, console.outside().workingDirectory(), spec.source());
        if (!overwrite) OutFile.refuseForeign(output, console.outside().workingDirectory());
        var bad = new BadRows();
        var tiers = new TreeMap<String, Long>();
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var outside = console.outside();
            OutFile.write(output, outside.workingDirectory(), outside.out(), out -> {
                if (!isJson && !explain) out.print(ClassifiedText.CSV_HEADER);
                classify(jobs, spec, out, isJson, tiers, bad);
            });
        }
        printer.clear();
        tiers.forEach((tier, rows) -> console.note(Untrusted.shown(tier, 30) + ": " + Figures.count(rows, "row")));
        return tell(bad, spec.onBadRow()).code();
    }

    private void classify(
            Jobs jobs, JobSpec spec, PrintStream out, boolean isJson, Map<String, Long> tiers, BadRows bad) {
        var paint = output.isEmpty() ? console.outPaint() : Paint.OFF;
        var width = console.width();
        jobs.rehearsal()
                .classify(
                        spec,
                        row -> {
                            tiers.merge(row.decision().tier(), 1L, Long::sum);
                            out.print(text(row, isJson, width, paint));
                        },
                        bad::add,
                        it -> console.note("note: " + Untrusted.shown(it)));
    }

    private String text(Classified row, boolean isJson, int width, Paint paint) {
        if (isJson) return explain ? ClassifiedText.explainedJson(row) : ClassifiedText.json(row);
        return explain ? ClassifiedText.explained(row, width, paint) : ClassifiedText.csv(row);
    }

    private ExitCode tell(BadRows bad, OnBadRow onBadRow) {
        if (bad.isEmpty()) return ExitCode.OK;
        bad.lines(console.width()).forEach(it -> console.outside().err().println(it));
        return switch (onBadRow) {
            case STOP -> ExitCode.USAGE;
            case SKIP -> ExitCode.PARTLY;
        };
    }

    private boolean isJson() {
        var kind = json ? "jsonl" : format.orElse("csv");
        if (!List.of("csv", "jsonl").contains(kind)) {
            throw new ParameterException(command.commandLine(), "--output-format is csv or jsonl, not '" + kind + "'");
        }
        if (explain && kind.equals("csv") && format.isPresent()) {
            throw new ParameterException(command.commandLine(), "--explain prints words or, with --json, JSON; no CSV");
        }
        return kind.equals("jsonl");
    }
}
