package route.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import route.domain.Bill;
import route.domain.BillDetail;
import route.domain.BillLine;
import route.domain.BillQuery;
import route.domain.JobId;
import route.domain.Levers;
import route.domain.Money;
import route.domain.Usage;

class BillPageTest {
    private static final BillDetail MONTH = SampleBill.of(30);

    private static String page(BillDetail detail, String... by) {
        return BillPage.of(detail, SampleBill.query(by), SampleBill.NOW);
    }

    /** One answer on one day. */
    private static BillDetail single(String cost, String baseline) {
        var group = Map.of("day", "2026-11-20", "model", "openai/gpt-6-luna", "task", "");
        var line = new BillLine(group, 1, Usage.of(10, 5), Money.ofDollars(cost), Money.ofDollars(baseline));
        var levers = new Levers(
                line.baseline(), line.baseline().minus(line.cost()), Money.ZERO, Money.ZERO, Money.ZERO, line.cost());
        var lines = List.of(line);
        return new BillDetail(
                new Bill(lines, line),
                levers,
                lines,
                lines,
                lines,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                SampleBill.UNRATED,
                Money.ZERO);
    }

    @Test
    void nobodysWordsBecomeMarkup() {
        var page = page(MONTH, "tag", "tier");
        assertFalse(page.contains("<script"));
        assertFalse(page.contains("\u202E"));
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\uFFFDtfel"));
    }

    @Test
    void thePageNeedsNothingElse() {
        var page = page(MONTH, "model");
        for (var outside : List.of("http:", "https:", "//", "url(", "src=", "@import", "<link rel=\"s", "<iframe")) {
            assertFalse(page.contains(outside), outside);
        }
        assertTrue(page.contains("default-src 'none'"));
    }

    @Test
    void everyElementIsClosedInOrder() {
        var open = new java.util.ArrayDeque<String>();
        var tags = Pattern.compile("<(/?)([a-z0-9]+)\\b[^>]*?(/?)>").matcher(page(MONTH, "tag"));
        var empty = List.of("meta", "link", "wbr", "br");
        while (tags.find()) {
            if (tags.group(1).equals("/")) assertEquals(open.pop(), tags.group(2));
            else if (tags.group(3).isEmpty() && !empty.contains(tags.group(2))) open.push(tags.group(2));
        }
        assertEquals(List.of(), List.copyOf(open));
    }

    @Test
    void theLeversAreShownEachOnItsOwnLineWithTheirSign() {
        var page = page(MONTH, "model");
        for (var name :
                List.of("Routing", "Batch discount", "Cheaper hours", "Provider\u2019s own price", "Not split")) {
            assertTrue(page.contains(name), name);
        }
        assertTrue(page.contains(">+$"), "one made the bill dearer");
        assertFalse(page(single("1", "2"), "model").contains("Cheaper hours"), "what did nothing is left out");
    }

    @Test
    void aBillAboveTheFlagshipSaysSo() {
        var page = page(single("3.00", "1.00"), "model");
        assertTrue(page.contains("That is <b>$2.00 less</b> than what was paid."));
        assertFalse(page.contains("saved."));
    }

    @Test
    void withoutAFlagshipsPriceNothingIsCompared() {
        var page = page(single("3.00", "0"), "model");
        assertTrue(page.contains("there is nothing to compare with"));
        assertFalse(page.contains("saved."));
    }

    @Test
    void emptyPartsSayWhyTheyAreEmpty() {
        var empty = page(SampleBill.empty(), "model");
        assertTrue(empty.contains("<h1>$0.00</h1>"));
        assertTrue(empty.contains("No answer was billed in this time."));
        var single = page(single("3.00", "4.00"), "model");
        assertTrue(single.contains("No batch has come back yet."));
        assertTrue(single.contains("No batch has ended on these days."));
        assertTrue(single.contains("20 Nov 2026"));
    }

    @Test
    void thePageSaysWhereADearerModelWasNotNeededAndWhereACheaperOneFailed() {
        var page = page(MONTH, "model");
        assertTrue(page.contains("<h2>Where dearer models were not needed</h2>"));
        assertTrue(page.contains("<li>summary: openai/gpt-6.1-sol (0.91, 0.80 to 0.97) was not needed"));
        assertTrue(page.contains("<li>code: anthropic/claude-haiku-5-5 (0.61, 0.52 to 0.69) failed where"));
        assertTrue(page.contains("compare like with like"));
        assertTrue(page.contains("0.56\u20130.66"), "with its interval");
    }

    @Test
    void withoutRatingsThePageSaysHowTheyAreTakenIn() {
        var page = page(single("3.00", "4.00"), "model");
        assertTrue(page.contains("No answer has been rated in this time."));
        assertTrue(page.contains("<code>route feedback import FILE</code>"));
        assertTrue(page.contains(">95\u00a0%<"), "how many answers were whole is known all the same");
    }

    @Test
    void simulatedBillsAndSingleJobsSayWhatTheyAre() {
        var query = new BillQuery(
                List.of("model"),
                Optional.of(LocalDate.of(2026, 11, 1)),
                Optional.of(LocalDate.of(2026, 11, 30)),
                Optional.of(new JobId("t7k2")),
                true);
        var page = BillPage.of(MONTH, query, SampleBill.NOW);
        assertTrue(page.contains("simulated, nothing was charged"));
        assertTrue(page.contains("<code>t7k2</code>"));
        assertTrue(page.contains("1 Nov 2026 to 30 Nov 2026"));
    }

    @Test
    void theDimensionsAskedForAreATableOfTheirOwn() {
        assertTrue(page(MONTH, "tag", "tier").contains("<h2>The bill by tag and tier</h2>"));
        assertFalse(page(MONTH, "model").contains("<h2>The bill by"));
    }

    @Test
    void daysAreGroupedSoThatTheirColumnsCanBeSeen() {
        var first = LocalDate.of(2026, 10, 22);
        assertEquals(new Periods(ChronoUnit.DAYS, first, 1), Periods.of(first, first));
        assertEquals(new Periods(ChronoUnit.DAYS, first, 62), Periods.of(first, first.plusDays(61)));
        assertEquals(
                new Periods(ChronoUnit.WEEKS, LocalDate.of(2026, 10, 19), 10), Periods.of(first, first.plusDays(65)));
        assertEquals(
                new Periods(ChronoUnit.MONTHS, LocalDate.of(2026, 10, 1), 25), Periods.of(first, first.plusYears(2)));
        var random = new Random(3);
        for (var i = 0; i < 500; i++) {
            var last = first.plusDays(random.nextInt(3000));
            var periods = Periods.of(first, last);
            assertEquals(0, periods.indexOf(first));
            assertEquals(periods.count() - 1, periods.indexOf(last));
        }
    }

    @Test
    void anAxisHasFewRoundStepsAndReachesTheTop() {
        var random = new Random(5);
        for (var i = 0; i < 500; i++) {
            var most = Math.abs(random.nextLong()) >>> (3 + random.nextInt(58));
            var axis = Axis.upTo(most);
            assertTrue(axis.top() >= most, axis + " for " + most);
            assertTrue(axis.top() / axis.step() <= 4, axis + " for " + most);
            assertTrue(String.valueOf(axis.step()).matches("[125]0*"), axis + " for " + most);
        }
        assertTrue(Axis.upTo(0).labels().contains("$0.01"));
    }

    @Test
    void amountsHaveTheDecimalsThatTheBillWants() {
        assertEquals("$1,234.50", Amounts.forBill(Money.ofDollars("1234")).dollars(Money.ofDollars("1234.5")));
        assertEquals("$42.095", Amounts.forBill(Money.ofDollars("42")).dollars(Money.ofDollars("42.0951")));
        assertEquals("$0.000035", Amounts.forBill(Money.ofDollars("0.000035")).dollars(Money.ofDollars("0.000035")));
        assertEquals("\u2212$0.50", new Amounts(2).dollars(Money.ofDollars("-0.5")));
        assertEquals("$0.50", Amounts.tick(Money.ofDollars("0.5")));
        assertEquals("$2,000", Amounts.tick(Money.ofDollars("2000")));
        assertEquals("87\u00a0%", Amounts.percent(87, 100));
        assertEquals("0.3\u00a0%", Amounts.percent(3, 1000));
        assertEquals("&lt;\u00a00.1\u00a0%", Amounts.percent(1, 100_000));
        assertEquals("0\u00a0%", Amounts.percent(0, 5));
        assertEquals("\u221212\u00a0%", Amounts.percent(-12, 100));
        assertEquals("", Amounts.percent(1, 0));
    }
}
