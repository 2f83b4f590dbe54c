package route.cli;

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

    private final Desk desk;

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private DeliveryOptions delivery = new DeliveryOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PlanCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var settings = input.settings(desk, delivery.flags());
        var spec = Simulated.marked(settings.jobSpec());
        var printer = desk.printer();
        try (var jobs = desk.open(settings, printer)) {
            var plan = jobs.plan(spec);
            printer.clear();
            desk.print(
                    json
                            ? PlanJson.text(plan, desk.near(spec.delivery().path())) + "\n"
                            : PlanText.render(plan, desk.width(), desk.outPaint()));
            var stops = plan.badCount() > 0 && spec.onBadRow() == OnBadRow.STOP;
            return (stops ? ExitCode.USAGE : ExitCode.OK).code();
        }
    }
}
