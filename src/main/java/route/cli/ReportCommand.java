package route.cli;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import route.domain.BillQuery;

/** Shows the bill. */
@Command(
        name = "report",
        description = "The bill: what was spent on what, and what the flagship would have cost.",
        footer = {
            "",
            "Days are UTC. Without --by-...: by model. The CSV has no line for the total.",
            "",
            "Example:",
            "  route report --by-model --by-day --since 2026-11-01 --format csv -o bill.csv"
        })
final class ReportCommand implements Callable<Integer> {

    private static final String PREFIX = "--by-";

    private final Console console;

    @Spec
    private CommandSpec command;

    @Option(
            names = {"--by-model", "--by-tier", "--by-provider", "--by-job", "--by-task", "--by-tag", "--by-day"},
            description = "Group by these, in the order given.")
    private boolean[] by = {};

    @Option(
            names = "--since",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "From this day on, such as 2026-11-01.")
    private Optional<LocalDate> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "To this day, it included.")
    private Optional<LocalDate> until = Optional.empty();

    @Option(names = "--job", paramLabel = "JOB", description = "One job only.")
    private Optional<String> job = Optional.empty();

    @Option(names = "--sandbox", description = "The simulated jobs instead of the real ones.")
    private boolean sandbox;

    @Option(
            names = "--check",
            description = "Only say which limits of the setting alerts are passed; exit 4 where one is.")
    private boolean check;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (the default), csv or json.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of stdout.")
    private String output = "";

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var shape = shape();
        if (check) return new AlertCheckout(console).check(sandbox, shape.equals("json"));
        try (var jobs = console.look()) {
            var dimensions = dimensions();
            var query = new BillQuery(dimensions, since, until, job.map(jobs::resolve), sandbox);
            var bill = new BillText(jobs.bill(query), dimensions);
            var outside = console.outside();
            OutFile.write(output, outside.workingDirectory(), outside.out(), it -> write(bill, shape, it));
            if (!sandbox && !console.isQuiet()) outside.err().print(AlertText.lines(jobs.alerts(), console.errPaint()));
            return ExitCode.OK.code();
        }
    }

    private void write(BillText bill, String shape, PrintStream out) {
        switch (shape) {
            case "csv" -> bill.csv(out);
            case "json" -> out.print(bill.json() + "\n");
            default -> out.print(bill.table(console.width(), output.isEmpty() ? console.outPaint() : Paint.OFF));
        }
    }

    private String shape() {
        var shape = json ? "json" : format.orElse("table");
        if (json && format.isPresent() && !format.get().equals("json")) {
            throw new ParameterException(command.commandLine(), "--json and --format " + format.get() + " differ");
        }
        if (shape.equals("html")) {
            throw new ParameterException(
                    command.commandLine(), "--format html is not there yet; use table, csv or json");
        }
        if (!List.of("table", "csv", "json").contains(shape)) {
            throw new ParameterException(command.commandLine(), "--format is table, csv or json, not '" + shape + "'");
        }
        return shape;
    }

    /** The dimensions in the order of the command line. */
    private List<String> dimensions() {
        var given = command.commandLine().getParseResult().originalArgs().stream()
                .filter(it -> it.startsWith(PREFIX))
                .map(it -> it.substring(PREFIX.length()))
                .filter(BillQuery.DIMENSIONS::contains)
                .distinct()
                .toList();
        return given.isEmpty() ? List.of("model") : given;
    }
}
