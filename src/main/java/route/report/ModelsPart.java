package route.report;

import java.util.List;
import route.domain.BillLine;

/** What each model cost, and how many tokens of which kind went through it. */
final class ModelsPart {
    private final List<BillLine> lines;
    private final BillLine total;
    private final Colours colours;
    private final Amounts amounts;

    /** @param lines by model, dearest first */
    ModelsPart(List<BillLine> lines, BillLine total, Colours colours, Amounts amounts) {
        this.lines = lines;
        this.total = total;
        this.colours = colours;
        this.amounts = amounts;
    }

    private static String model(BillLine line) {
        return line.group().get("model");
    }

    String costs() {
        var grid = new Grid("Cost by model")
                .words("model")
                .detail("answers")
                .number("cost")
                .detail("share")
                .detail("flagship")
                .number("saved")
                .picture("");
        var most = lines.stream().mapToLong(it -> it.cost().picodollars()).max().orElse(0);
        for (var line : lines) {
            grid.row(
                    colours.named(model(line)),
                    Amounts.count(line.rows()),
                    amounts.dollars(line.cost()),
                    Amounts.percent(line.cost(), total.cost()),
                    amounts.dollars(line.baseline()),
                    Amounts.percent(line.baseline().minus(line.cost()), line.baseline()),
                    Bars.single(colours.of(model(line)), line.cost().picodollars(), most));
        }
        return grid.html();
    }

    String tokens() {
        var grid = new Grid("Tokens by model")
                .words("model")
                .number("input")
                .detail("of it cached")
                .number("output")
                .detail("of it reasoning")
                .picture("");
        var most = lines.stream()
                .mapToLong(it -> it.usage().input() + it.usage().output())
                .max()
                .orElse(0);
        for (var line : lines) {
            var usage = line.usage();
            grid.row(
                    Colours.broken(model(line)),
                    Amounts.tokens(usage.input()),
                    Amounts.tokens(usage.cachedInput()),
                    Amounts.tokens(usage.output()),
                    Amounts.tokens(usage.reasoning()),
                    tokenBar(line, most));
        }
        return KEY + grid.html();
    }

    private static final String KEY = "<ul class=\"legend\"><li>" + Colours.swatch("s2") + "input</li><li>"
            + Colours.swatch("s2 pale") + "input from the cache</li><li>" + Colours.swatch("s4") + "output</li><li>"
            + Colours.swatch("s4 pale") + "reasoning</li></ul>";

    private static String tokenBar(BillLine line, long most) {
        var usage = line.usage();
        var fresh = Math.max(0, usage.input() - usage.cachedInput());
        var spoken = Math.max(0, usage.output() - usage.reasoning());
        return new Bars(most)
                .part("s2", 0, fresh, "input " + Amounts.count(fresh))
                .part(
                        "s2 pale",
                        fresh,
                        usage.cachedInput(),
                        "input from the cache " + Amounts.count(usage.cachedInput()))
                .part("s4", usage.input(), spoken, "output " + Amounts.count(spoken))
                .part(
                        "s4 pale",
                        usage.input() + spoken,
                        usage.reasoning(),
                        "reasoning " + Amounts.count(usage.reasoning()))
                .svg();
    }
}
