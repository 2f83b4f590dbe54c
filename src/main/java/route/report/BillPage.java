package route.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import route.domain.BillDetail;
import route.domain.BillLine;
import route.domain.BillQuery;
import route.domain.Money;

/**
 * The bill as one HTML page that needs nothing else: no network, no scripts, its pictures are SVG within it. It adapts to
 * light and dark, to narrow screens and to paper.
 */
public final class BillPage {
    private static final long THOUSAND = 1000;
    private static final String MARK = "<meta name=\"generator\" content=\"route report\">";

    /** The mark stands before anything that grows. */
    private static final int HEAD = 400;

    private static final String ENDINGS = "How attempts ended";

    private final BillDetail detail;
    private final BillQuery query;
    private final Instant now;
    private final Amounts amounts;
    private final Amounts headline;
    private final BillLine total;

    private BillPage(BillDetail detail, BillQuery query, Instant now) {
        this.detail = detail;
        this.query = query;
        this.now = now;
        this.total = detail.bill().total();
        this.amounts = Amounts.forBill(total.cost());
        this.headline = Amounts.forHeadline(total.cost());
    }

    /**
     * The whole page.
     *
     * @param query what the detail was asked for
     * @param now when it was asked
     */
    public static String of(BillDetail detail, BillQuery query, Instant now) {
        return new BillPage(detail, query, now).html();
    }

    /** Whether a text begins as such a page does. */
    public static boolean isOne(String text) {
        return text.startsWith("<!doctype html>")
                && text.substring(0, Math.min(HEAD, text.length())).contains(MARK);
    }

    private String html() {
        var page = new Markup()
                .raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" + MARK + "\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
                .raw("style-src 'unsafe-inline'; img-src data:\">\n<link rel=\"icon\" href=\"data:,\">\n")
                .element("title", "Bill, " + stretch())
                .raw("\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        header(page);
        if (total.rows() > 0) sections(page);
        else nothing(page);
        footer(page);
        return page.raw("</main>\n</body>\n</html>\n").toString();
    }

    private void header(Markup page) {
        page.raw("<header>\n<p class=\"stretch\">").text(capitalised(stretch()));
        query.job()
                .ifPresent(it -> page.raw(" \u00b7 job <code>").text(it.value()).raw("</code>"));
        if (query.sandbox()) page.raw(" <strong class=\"mark\">simulated, nothing was charged</strong>");
        page.raw("</p>\n<h1>" + headline.dollars(total.cost()) + "</h1>\n<p class=\"lead\">" + lead() + "</p>\n");
        if (total.rows() > 0) page.raw(tiles());
        page.raw("</header>\n");
    }

    private String lead() {
        var rows = "for " + Amounts.count(total.rows(), "answer") + ". ";
        if (total.rows() == 0) return "No answer was billed in this time.";
        if (total.baseline().picodollars() == 0) return rows + "The flagship\u2019s price is not known.";
        var saved = total.baseline().minus(total.cost());
        var all =
                rows + "All on the flagship in real time would have been " + headline.dollars(total.baseline()) + ". ";
        if (saved.picodollars() < 0) {
            return all + "That is <b>" + headline.dollars(Money.ZERO.minus(saved)) + " less</b> than what was paid.";
        }
        return all + "<b class=\"saving\">" + Amounts.percent(saved, total.baseline()) + " saved.</b>";
    }

    /** Nothing was billed: that everything failed is worth knowing all the same. */
    private void nothing(Markup page) {
        page.raw("<section class=\"blank\"><p>" + blank() + "</p></section>\n");
        if (!detail.endings().isEmpty()) section(page, ENDINGS, new EndingsPart(detail.endings()).html());
    }

    private String blank() {
        return query.sandbox()
                ? "No simulated job has been answered."
                : "Answers appear here once their batch has been collected. Simulated jobs are left out.";
    }

    private String tiles() {
        var perThousand =
                Money.ofPicodollars(total.cost().picodollars() / total.rows()).times(THOUSAND);
        return "<dl class=\"tiles\">"
                + tile("Per 1,000 answers", Amounts.forBill(perThousand).dollars(perThousand))
                + tile("Input tokens", Amounts.tokens(total.usage().input()))
                + tile("Output tokens", Amounts.tokens(total.usage().output()))
                + tile("Models", Amounts.count(detail.models().size()))
                + "</dl>\n";
    }

    private static String tile(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>";
    }

    private void sections(Markup page) {
        var colours = Colours.of(detail.models());
        var models = new ModelsPart(detail.models(), total, colours, amounts);
        var days = new DaysPart(detail.days(), colours, amounts);
        var ranked = detail.models().stream().map(it -> it.group().get("model")).toList();
        var jobs = new JobsPart(amounts);
        section(page, "Where the saving comes from", new LeversPart(detail.levers(), amounts).html());
        section(page, days.title(), days.html());
        section(page, "Cost by model", models.costs());
        section(page, "Cost by task and model", new TasksPart(detail.tasks(), ranked, amounts).html());
        section(page, "Where dearer models were not needed", new QualityPart(detail.quality(), colours).html());
        section(page, "Tokens", models.tokens());
        section(page, "Estimate and cost of the last jobs", jobs.forecasts(detail.jobs()));
        section(page, "The dearest answers", jobs.dearest(detail.dearest(), total));
        section(page, ENDINGS, new EndingsPart(detail.endings()).html());
        section(page, "How long batches took", new TurnaroundsPart(detail.turnarounds(), colours).html());
        if (isOwnBreakdown()) {
            var lines = new LinesPart(detail.bill(), query.by(), amounts);
            section(page, lines.title(), lines.html());
        }
    }

    /** Whether dimensions were asked for that the page does not show anyway. */
    private boolean isOwnBreakdown() {
        return !query.by().isEmpty() && !query.by().equals(java.util.List.of("model"));
    }

    private static void section(Markup page, String title, String html) {
        page.raw("<section>\n").element("h2", title).raw("\n" + html + "</section>\n");
    }

    private void footer(Markup page) {
        page.raw("<footer>\n");
        if (detail.unbilled().picodollars() > 0) {
            page.raw("<p class=\"mark\">Up to " + amounts.dollars(detail.unbilled()) + " more may have been billed by "
                    + "providers for batches that were lost and calls that brought no answer.</p>\n");
        }
        page.raw(
                "<p>Costs are the tokens that providers reported at the prices of their day, or what a provider itself "
                        + "says it charged. The comparison prices the same tokens on the flagship in real time. "
                        + "Amounts are rounded here; the CSV has them exactly. Days are UTC.</p>\n<p>As of "
                        + Amounts.minute(now) + "</p>\n</footer>\n");
    }

    /** The days that are shown, as asked for, else as they were billed. */
    private String stretch() {
        var first = query.since().or(() -> billed(0));
        var last = query.until().or(() -> billed(detail.days().size() - 1));
        if (first.isEmpty() || last.isEmpty()) return "all days";
        if (first.equals(last)) return Amounts.day(first.get());
        return Amounts.day(first.get()) + " to " + Amounts.day(last.get());
    }

    private Optional<LocalDate> billed(int place) {
        if (detail.days().isEmpty()) return Optional.empty();
        return Optional.of(LocalDate.parse(detail.days().get(place).group().get("day")));
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ENGLISH) + text.substring(1);
    }

    private static String style() {
        try (var in = BillPage.class.getResourceAsStream("/route/report/bill.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
