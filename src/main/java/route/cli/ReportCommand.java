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
import route.flow.Jobs;
import route.report.BillPage;

/** Shows the bill. */
@Command(
        name = "report",
        description = "The bill: what was spent on what, and what the flagship would have cost.",
        footer = {
            "",
            "Days are UTC. Without --by-...: by model. The CSV has no line for the total.",
            "",
            "Examples:",
            "  route report --by-model --by-day --since 2026-11-01 --format csv -o bill.csv",
            "  route report --format html -o bill.html"
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

    @Option(names = "--quality", description = "Cost against quality, by model and task, from ratings and checks.")
    private boolean quality;

    @Option(
            names = "--check",
            description = "Only say which limits of the setting alerts are passed; exit 4 where one is.")
    private boolean check;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (the default), csv, json or html.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of stdout.")
    private String output = "";

    @Option(names = "--overwrite", description = "Replace a file that no report wrote.")
    private boolean overwrite;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var shape = shape();
        if (quality) return quality(shape);
        if (check) return new AlertCheckout(console).check(sandbox, shape.equals("json"));
        console.checkSettings();
        try (var jobs = console.look()) {
            var dimensions = dimensions();
            var query = new BillQuery(dimensions, since, until, job.map(jobs::resolve), sandbox);
            var outside = console.outside();
            new ReportFile(outside, jobs.accounts(), output, overwrite)
                    .write(shape, it -> write(jobs, query, shape, it));
            if (!sandbox && !console.isQuiet())
                outside.err().print(AlertText.lines(jobs.watchtower().alerts(), console.errPaint()));
            return ExitCode.OK.code();
        }
    }

    private int quality(String shape) {
        var given = given();
        if (shape.equals("html")) {
            throw new ParameterException(
                    command.commandLine(), "--quality is no page of its own; --format html without it shows it too");
        }
        if (!QualityText.DIMENSIONS.containsAll(given)) {
            throw new ParameterException(command.commandLine(), "--quality goes with --by-model and --by-task only");
        }
        var dimensions = given.isEmpty() ? QualityText.DIMENSIONS : given;
        var halfLife = console.settings().halfLife();
        try (var jobs = console.look()) {
            var query = new BillQuery(dimensions, since, until, job.map(jobs::resolve), sandbox);
            var text = new QualityText(jobs.accounts().quality(query, halfLife), dimensions);
            var paint = output.isEmpty() ? console.outPaint() : Paint.OFF;
            new ReportFile(console.outside(), jobs.accounts(), output, overwrite)
                    .write(shape, it -> text.print(shape, console.width(), paint, it));
            return ExitCode.OK.code();
        }
    }

    private void write(Jobs jobs, BillQuery query, String shape, PrintStream out) {
        if (shape.equals("html")) {
            out.print(BillPage.of(
                    jobs.accounts().detail(query, console.settings().halfLife()),
                    query,
                    console.outside().clock().instant()));
            return;
        }
        var bill = new BillText(
                jobs.accounts().bill(query), query.by(), jobs.accounts().levers(query));
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
        if (!List.of("table", "csv", "json", "html").contains(shape)) {
            throw new ParameterException(
                    command.commandLine(), "--format is table, csv, json or html, not '" + shape + "'");
        }
        return shape;
    }

    /** The dimensions in the order of the command line. */
    private List<String> dimensions() {
        return given().isEmpty() ? List.of("model") : given();
    }

    private List<String> given() {
        return command.commandLine().getParseResult().originalArgs().stream()
                .filter(it -> it.startsWith(PREFIX))
                .map(it -> it.substring(PREFIX.length()))
                .filter(BillQuery.DIMENSIONS::contains)
                .distinct()
                .toList();
    }
}
