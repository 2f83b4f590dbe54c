package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import route.domain.Money;

class FiguresTest {

    @Test
    void countsHaveCommas() {
        assertEquals("0", Figures.count(0));
        assertEquals("999", Figures.count(999));
        assertEquals("1,000", Figures.count(1_000));
        assertEquals("-71,234", Figures.count(-71_234));
        assertEquals("1,234,567", Figures.count(1_234_567));
    }

    @Test
    void nounsAgreeWithTheirCount() {
        assertEquals("1 row", Figures.count(1, "row"));
        assertEquals("0 rows", Figures.count(0, "row"));
        assertEquals("2 batches", Figures.count(2, "batch"));
    }

    @Test
    void longTokenCountsAreShort() {
        assertEquals("9,999,999", Figures.tokens(9_999_999));
        assertEquals("10.0M", Figures.tokens(10_000_000));
        assertEquals("193.5M", Figures.tokens(193_450_000));
    }

    @Test
    void amountsHaveFourDecimalsAndLargeOnesTwo() {
        assertEquals("$0.0412", Figures.amount(Money.ofDollars("0.041233")));
        assertEquals("$100.0000", Figures.amount(Money.ofDollars("100")));
        assertEquals("$100.01", Figures.amount(Money.ofDollars("100.0051")));
        assertEquals("$1,234,567.89", Figures.amount(Money.ofDollars("1234567.89")));
        assertEquals("-$0.0100", Figures.amount(Money.ofDollars("-0.01")));
    }

    @Test
    void sharesAreWholePerCentAndNothingOfNothing() {
        assertEquals("92 %", Figures.percent(Money.ofDollars("0.470767"), Money.ofDollars("0.512")));
        assertEquals("-50 %", Figures.percent(Money.ofDollars("-1"), Money.ofDollars("2")));
        assertEquals("", Figures.percent(Money.ofDollars("1"), Money.ZERO));
    }

    @Test
    void hundredPerCentIsSaidOnlyAtTheEnd() {
        assertEquals(99, Figures.percent(999_999, 1_000_000));
        assertEquals(100, Figures.percent(1_000_000, 1_000_000));
        assertEquals(100, Figures.percent(Long.MAX_VALUE, 1));
        assertEquals(0, Figures.percent(5, 0));
    }

    @Test
    void lengthsOfTimeHaveTwoUnits() {
        assertEquals("0s", Figures.length(Duration.ofMillis(-5)));
        assertEquals("45s", Figures.length(Duration.ofSeconds(45)));
        assertEquals("2m 5s", Figures.length(Duration.ofSeconds(125)));
        assertEquals("3h", Figures.length(Duration.ofHours(3)));
        assertEquals("2d 1h", Figures.length(Duration.ofHours(49)));
    }

    @Test
    void dueIsToldFromNowAndRoundedUp() {
        assertEquals("now", Figures.due(Sample.NOW, Sample.NOW));
        assertEquals("now", Figures.due(Sample.NOW.minusSeconds(9), Sample.NOW));
        assertEquals("in 1s", Figures.due(Sample.NOW.plusMillis(1), Sample.NOW));
        assertEquals("in 30s", Figures.due(Sample.NOW.plusSeconds(30), Sample.NOW));
    }

    @Test
    void hardnessHasFourDecimals() {
        assertEquals("0.1235", Figures.hardness(0.12345).toPlainString());
        assertEquals("1.0000", Figures.hardness(1).toPlainString());
    }
}
