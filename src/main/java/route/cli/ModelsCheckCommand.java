package route.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Names prices that are missing or old. */
@Command(
        name = "check",
        description = {
            "Names prices of the tiers' models that are missing or old.",
            "Looks for models without a price, without one for the batch lane, or with one older than 90 days."
                    + " Exits 3 where there are any."
        },
        footer = {"", "Example:", "  route models check"})
final class ModelsCheckCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ModelsCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = console.settings();
        var today = LocalDate.ofInstant(console.outside().clock().instant(), ZoneOffset.UTC);
        var findings = PriceFinding.of(settings.tiers(), settings.prices(), today);
        console.print(json ? PriceFinding.json(findings) + "\n" : text(findings));
        return (findings.isEmpty() ? ExitCode.OK : ExitCode.PARTLY).code();
    }

    private String text(List<PriceFinding> findings) {
        if (findings.isEmpty()) return "all models of the tiers have prices, none older than 90 days\n";
        var table = new Table().elastic("tier").elastic("model").text("problem");
        findings.forEach(it -> table.row(it.tier(), it.model().toString(), it.problem()));
        return table.render(console.width(), console.outPaint());
    }
}
