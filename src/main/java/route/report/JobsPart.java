package route.report;

import java.util.List;
import route.domain.BillDetail.Dear;
import route.domain.BillDetail.Forecast;
import route.domain.BillLine;

/** What jobs were expected to cost and what they did, and which answers cost most. */
final class JobsPart {
    private final Amounts amounts;

    JobsPart(Amounts amounts) {
        this.amounts = amounts;
    }

    String forecasts(List<Forecast> jobs) {
        if (jobs.isEmpty()) return "<p class=\"empty\">No job has been billed on these days.</p>";
        var grid = new Grid("Estimate and cost of the last jobs")
                .words("job")
                .detail("submitted")
                .number("estimate")
                .number("cost")
                .number("off by")
                .picture("");
        var most = jobs.stream()
                .mapToLong(it -> Math.max(it.estimate().picodollars(), it.cost().picodollars()))
                .max()
                .orElse(0);
        // Room for the line of the highest estimate.
        var whole = most + most / 100;
        for (var job : jobs) {
            grid.row(
                    "<code>" + job.job() + "</code> " + Markup.escaped(job.name()),
                    Amounts.minute(job.createdAt()),
                    amounts.dollars(job.estimate()),
                    amounts.dollars(job.cost()),
                    job.isOver() ? offBy(job) : "under way",
                    new Bars(whole)
                            .part("paid", 0, job.cost().picodollars(), "cost " + amounts.dollars(job.cost()))
                            .mark("mark", job.estimate().picodollars())
                            .svg());
        }
        return "<ul class=\"legend\"><li>" + Colours.swatch("paid") + "cost</li><li>" + Colours.swatch("ink")
                + "the line: estimate</li></ul>" + grid.html();
    }

    private static String offBy(Forecast job) {
        var off = job.cost().minus(job.estimate());
        if (job.estimate().picodollars() == 0) return "";
        var text = Amounts.percent(off, job.estimate());
        return off.picodollars() > 0 ? "+" + text : text;
    }

    String dearest(List<Dear> answers, BillLine total) {
        if (answers.isEmpty()) return "<p class=\"empty\">No answer has been billed on these days.</p>";
        var grid = new Grid("The dearest answers")
                .words("job")
                .number("row")
                .words("model")
                .detail("day")
                .number("cost")
                .detail("times the mean");
        for (var it : answers) {
            grid.row(
                    "<code>" + it.job() + "</code>",
                    Amounts.count(it.row()),
                    Colours.broken(it.model()),
                    Markup.escaped(it.day()),
                    amounts.dollars(it.cost()),
                    times(it, total));
        }
        return grid.html();
    }

    /** How many times what a mean answer of this bill cost. */
    private static String times(Dear answer, BillLine total) {
        var mean = total.rows() == 0 ? 0 : total.cost().picodollars() / total.rows();
        return mean == 0 ? "" : Amounts.count((answer.cost().picodollars() + mean / 2) / mean) + "\u00d7";
    }
}
