package route.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.config.Nearest;
import route.domain.BillQuery;
import route.domain.InputException;
import route.report.ExportFile;
import route.report.ProviderExport;
import route.report.Reconciliation;
import route.report.Tolerance;

/** Compares the bill with a provider's own account. */
@Command(
        name = "reconcile",
        description = {
            "Compares the bill with what a provider says was used or charged, by day and model.",
            "FILE is a usage or cost export of OpenAI's dashboard or Anthropic's console (CSV), an answer of their usage"
                    + " or cost APIs (JSON), or any CSV with --provider and --map."
        },
        footer = {
            "",
            "Ends with 0 where both sides are equal, with 3 where they are not.",
            "",
            "Examples:",
            "  route report reconcile claude_api_cost_2026_11.csv --tolerance 0.01",
            "  route report reconcile use.csv --provider groq --map day=Date --map cost=Sum"
        })
final class ReconcileCommand implements Callable<Integer> {
    /** How much later than billed something may be collected. */
    private static final int LATE_DAYS = 2;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The provider's export.")
    private Path file = Path.of("");

    @Option(names = "--provider", paramLabel = "NAME", description = "Whose it is, as your settings call it.")
    private String provider = "";

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            description = "The column of day, model, cost (dollars), cents, input or output (tokens).")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            defaultValue = "0.5%",
            description = "How far apart is equal: 0.5%% (the default), or dollars such as 0.01.")
    private String tolerance = "";

    @Option(
            names = "--since",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "From this day on, else from the export's first.")
    private Optional<LocalDate> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "To this day, else to the export's last.")
    private Optional<LocalDate> until = Optional.empty();

    @Option(names = "--sandbox", description = "Compare the simulated jobs instead of the real ones.")
    private boolean sandbox;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ReconcileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var allowed = Tolerance.parse(tolerance);
        refuseUnknown();
        var path = console.outside().workingDirectory().resolve(file);
        var export = ExportFile.read(path, provider, map).between(since, until);
        var found = Reconciliation.of(ours(export), export, allowed);
        var text = new ReconcileText(found, export, allowed);
        console.print(json ? text.json() + "\n" : text.table(console.width(), console.outPaint()));
        if (export.isCut()) console.say(List.of("the export says that it has more pages; fetch and join them"));
        return (found.isEqual() ? ExitCode.OK : ExitCode.PARTLY).code();
    }

    private void refuseUnknown() {
        if (provider.isEmpty()) return;
        var settings = console.settings();
        var known = new TreeSet<>(settings.providers().keySet());
        settings.prices().all().keySet().forEach(it -> known.add(it.provider()));
        if (known.contains(provider)) return;
        throw new InputException("there is no provider '" + provider + "'\n"
                + Nearest.to(provider, known)
                        .map(it -> "did you mean " + it + "?")
                        .orElse("known are " + String.join(", ", known)));
    }

    private List<route.domain.BillLine> ours(ProviderExport export) {
        try (var jobs = console.look()) {
            var last = export.last().plusDays(LATE_DAYS);
            var query = new BillQuery(
                    List.of("day", "model"), Optional.of(export.first()), Optional.of(last), Optional.empty(), sandbox);
            return jobs.accounts().bill(query).lines();
        }
    }
}
