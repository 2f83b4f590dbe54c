package route.report;

import java.util.List;
import route.domain.Levers;
import route.domain.Money;

/** Where the saving comes from: a fall from the flagship in real time to what was paid, a step for each lever. */
final class LeversPart {
    private final Levers levers;
    private final Amounts amounts;

    LeversPart(Levers levers, Amounts amounts) {
        this.levers = levers;
        this.amounts = amounts;
    }

    /** A lever as the page and the terminal name it. */
    record Step(String name, String why, Money saved) {}

    /** Those that did something, in the order in which they act. */
    static List<Step> steps(Levers levers) {
        return List.of(
                        new Step("Routing", "answered by other models", levers.routing()),
                        new Step("Batch discount", "asked in batches instead of at once", levers.batch()),
                        new Step("Cheaper hours", "asked when the provider is cheaper", levers.hours()),
                        new Step("Provider\u2019s own price", "charged below or above its list", levers.own()),
                        new Step(
                                "Not split",
                                "a price was unknown, or billed by an older version",
                                levers.unexplained()))
                .stream()
                .filter(it -> it.saved().picodollars() != 0)
                .toList();
    }

    String html() {
        if (levers.baseline().picodollars() == 0) {
            return "<p class=\"empty\">The flagship\u2019s price is not known, so there is nothing to compare with.</p>";
        }
        var grid = new Grid("The saving by lever")
                .words("")
                .number("amount")
                .number("share")
                .picture("");
        var most = Math.max(levers.baseline().picodollars(), highest());
        grid.row(
                "sum",
                List.of(
                        "All on the flagship, in real time",
                        amounts.dollars(levers.baseline()),
                        "100 %",
                        Bars.single("base", levers.baseline().picodollars(), most)));
        var left = levers.baseline().picodollars();
        for (var step : steps(levers)) {
            var next = left - step.saved().picodollars();
            grid.row(
                    step.name() + " <small>" + step.why() + "</small>",
                    (next > left ? "+" : "") + amounts.dollars(Money.ofPicodollars(next - left)),
                    Amounts.percent(step.saved(), levers.baseline()),
                    fall(left, next, most));
            left = next;
        }
        grid.row(
                "sum",
                List.of(
                        "What was paid",
                        amounts.dollars(levers.cost()),
                        Amounts.percent(levers.cost(), levers.baseline()),
                        Bars.single("paid", levers.cost().picodollars(), most)));
        return grid.html();
    }

    private String fall(long left, long next, long most) {
        var bars = new Bars(most);
        if (next < left) bars.part("saved", Math.max(0, next), left - Math.max(0, next), "");
        else bars.part("dearer", left, next - left, "");
        return bars.svg();
    }

    /** The highest point of the way down: a lever may also lead up. */
    private long highest() {
        var most = levers.cost().picodollars();
        var left = levers.baseline().picodollars();
        for (var step : steps(levers)) {
            left -= step.saved().picodollars();
            most = Math.max(most, left);
        }
        return most;
    }
}
