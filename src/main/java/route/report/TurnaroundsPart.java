package route.report;

import java.util.List;
import route.domain.BillDetail.Turnaround;

/** How long batches took from being sent to being over. */
final class TurnaroundsPart {
    private final List<Turnaround> turnarounds;
    private final Colours colours;

    TurnaroundsPart(List<Turnaround> turnarounds, Colours colours) {
        this.turnarounds = turnarounds;
        this.colours = colours;
    }

    String html() {
        if (turnarounds.isEmpty()) return "<p class=\"empty\">No batch has ended on these days.</p>";
        var grid = new Grid("Turnaround of batches by model")
                .words("model")
                .detail("batches")
                .number("half within")
                .number("90 % within")
                .number("longest")
                .picture("");
        var most =
                turnarounds.stream().mapToLong(it -> it.most().toMillis()).max().orElse(1);
        for (var it : turnarounds) {
            grid.row(
                    colours.named(it.model()),
                    Amounts.count(it.batches()),
                    Amounts.length(it.median()),
                    Amounts.length(it.ninetieth()),
                    Amounts.length(it.most()),
                    bar(it, most));
        }
        return grid.html();
    }

    /** Strong up to the median, paler up to the ninetieth per cent, palest up to the longest. */
    private String bar(Turnaround it, long most) {
        var colour = colours.of(it.model());
        var median = it.median().toMillis();
        var ninetieth = it.ninetieth().toMillis();
        return new Bars(most)
                .part(colour, 0, median, "half within " + Amounts.length(it.median()))
                .part(colour + " pale", median, ninetieth - median, "90 % within " + Amounts.length(it.ninetieth()))
                .part(
                        colour + " faint",
                        ninetieth,
                        it.most().toMillis() - ninetieth,
                        "longest " + Amounts.length(it.most()))
                .svg();
    }
}
