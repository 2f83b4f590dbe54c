package route.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import route.domain.OnBadRow;

/** Reads, classifies, counts and prices an input; sends nothing. */
@Command(
        name = "plan",
        description = {
            "Reads, classifies, counts and prices; sends nothing.",
            "Exits 2 where rows cannot be used and are not to be skipped."
        },
        footer = {"", "Example:", "  route batch plan tickets.csv --template 'Summarise: {{body}}'"})
final class PlanCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Mixin
    private DeliveryOptions delivery = new DeliveryOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = input.settings(console, flags());
        var spec = Simulated.marked(settings.jobSpec());
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var plan = jobs.plan(spec);
            printer.clear();
            console.print(
                    json
                            ? PlanJson.text(plan, console.near(spec.delivery().path())) + "\n"
                            : PlanText.render(plan, console.width(), console.outPaint()));
            var stops = plan.badCount() > 0 && spec.onBadRow() == OnBadRow.STOP;
            return (stops ? ExitCode.USAGE : ExitCode.OK).code();
        }
    }

    private Map<String, String> flags() {
        var flags = new HashMap<>(delivery.flags());
        flags.putAll(policy.flags());
        return flags;
    }
}
