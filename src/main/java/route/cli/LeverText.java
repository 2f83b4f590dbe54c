package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import route.domain.Levers;
import route.domain.Money;

/** What the saving is made of, as lines below the bill and as JSON. */
final class LeverText {

    private LeverText() {}

    private record Lever(String name, Money saved) {}

    private static List<Lever> levers(Levers levers) {
        return List.of(
                new Lever("routing to other models", levers.routing()),
                new Lever("batch discount", levers.batch()),
                new Lever("cheaper hours", levers.hours()),
                new Lever("providers' own prices", levers.own()),
                new Lever("not split", levers.unexplained()));
    }

    /** From the flagship to what was paid, a line for each lever that did something; empty without a flagship's price. */
    static String of(Levers levers, int width, Paint paint) {
        if (levers.baseline().picodollars() == 0) return "";
        var table = new Table().text("the saving").number("").number("");
        table.row("all on the flagship, in real time", Figures.amount(levers.baseline()), "");
        for (var lever : levers(levers)) {
            if (lever.saved().picodollars() == 0) continue;
            table.row(
                    "  " + lever.name(),
                    Figures.amount(Money.ZERO.minus(lever.saved())),
                    Figures.percent(lever.saved(), levers.baseline()));
        }
        table.row("paid", Figures.amount(levers.cost()), Figures.percent(levers.cost(), levers.baseline()));
        return "\n" + table.render(width, paint);
    }

    /** The fields of an object; the five levers are exactly the baseline less the cost. */
    static void write(Levers levers, JsonGenerator json) throws IOException {
        json.writeStringField("routing_usd", levers.routing().toDollars());
        json.writeStringField("batch_usd", levers.batch().toDollars());
        json.writeStringField("cheaper_hours_usd", levers.hours().toDollars());
        json.writeStringField("provider_usd", levers.own().toDollars());
        json.writeStringField("unexplained_usd", levers.unexplained().toDollars());
    }
}
