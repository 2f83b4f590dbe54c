package route.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Usage;

class PriceTest {
    private static final ModelRef HAIKU = ModelRef.parse("anthropic/claude-haiku-5-5");

    @Test
    void aThousandBatchedRowsOfHaikuCostWhatThePriceListSays() {
        var haiku = PriceBook.builtIn().find(HAIKU).orElseThrow();
        // 0.1 $/M in, 0.5 $/M out, half in batch: 1000 x (200 x 0.05 + 100 x 0.25) / 1e6.
        var row = haiku.of(Usage.of(200, 100), Lane.BATCH);
        assertEquals(Money.ofDollars("0.035"), row.times(1000));
        assertEquals(
                Money.ofDollars("0.07"),
                haiku.of(Usage.of(200, 100), Lane.REALTIME).times(1000));
    }

    @Test
    void aPromptThatPassesTheStepPaysTheHigherRateForAllItsTokens() {
        var haiku = PriceBook.builtIn().find(HAIKU).orElseThrow();
        assertEquals(Money.ofDollars("0.01"), haiku.of(Usage.of(100_000, 0), Lane.REALTIME));
        assertEquals(Money.ofDollars("0.0500005"), haiku.of(Usage.of(100_001, 0), Lane.REALTIME));
    }

    @Test
    void cachedTokensArePartOfTheInputAndDiscountedInTheBatchLaneToo() {
        var haiku = PriceBook.builtIn().find(HAIKU).orElseThrow();
        var usage = new Usage(1_000, 600, 300, 0, 0);
        // 100 fresh at 0.05, 600 read at 0.005, 300 written at 0.0625 dollars per million.
        assertEquals(Money.ofDollars("0.00002675"), haiku.of(usage, Lane.BATCH));
    }

    @Test
    void theMostIsWhatItCostsWhereAllInputIsWrittenToACache() {
        var luna = PriceBook.builtIn().find(ModelRef.parse("openai/gpt-6-luna")).orElseThrow();
        var plain = Usage.of(1_000, 100);
        var written = new Usage(1_000, 0, 1_000, 100, 0);
        assertTrue(luna.of(written, Lane.BATCH).isMoreThan(luna.of(plain, Lane.BATCH)));
        assertEquals(luna.of(written, Lane.BATCH), luna.atMost(plain, Lane.BATCH, true));
        assertEquals(luna.of(plain, Lane.BATCH), luna.atMost(plain, Lane.BATCH, false));
        // What is cheaper to write is not always written.
        var deepseek = PriceBook.builtIn()
                .find(ModelRef.parse("deepseek/deepseek-chat"))
                .orElseThrow();
        assertEquals(deepseek.of(plain, Lane.REALTIME), deepseek.atMost(plain, Lane.REALTIME, true));
    }

    @Test
    void aModelWithoutABatchPriceCostsTheSameInBothLanes() {
        var grok = PriceBook.builtIn().find(ModelRef.parse("xai/grok-4.5")).orElseThrow();
        assertTrue(grok.batch().isEmpty());
        var usage = Usage.of(12_345, 678);
        assertEquals(grok.of(usage, Lane.REALTIME), grok.of(usage, Lane.BATCH));
    }

    @Test
    void costIsWhatDecimalArithmeticSaysForEveryModelAndNeverNegative() {
        var chance = new Random(20261120);
        for (var entry : PriceBook.builtIn().all().entrySet()) {
            for (var lane : Lane.values()) {
                var usage = usage(chance);
                var cost = entry.getValue().of(usage, lane);
                assertEquals(reference(entry.getValue(), usage, lane), BigDecimal.valueOf(cost.picodollars(), 12));
                assertTrue(cost.picodollars() >= 0, entry.getKey().toString());
            }
        }
    }

    @Test
    void costAddsUpOverRowsOfTheSameStep() {
        var chance = new Random(7);
        for (var entry : PriceBook.builtIn().all().entrySet()) {
            var one = Usage.of(1 + chance.nextInt(10_000), chance.nextInt(4_000));
            var other = new Usage(9_000, chance.nextInt(5_000), chance.nextInt(4_000), chance.nextInt(4_000), 0);
            var price = entry.getValue();
            assertEquals(
                    price.of(one.plus(other), Lane.BATCH),
                    price.of(one, Lane.BATCH).plus(price.of(other, Lane.BATCH)),
                    entry.getKey().toString());
        }
    }

    @Test
    void theBatchLaneIsCheaperWhereverItHasAPriceOfItsOwn() {
        var chance = new Random(99);
        var compared = 0;
        for (var entry : PriceBook.builtIn().all().entrySet()) {
            var price = entry.getValue();
            var usage = usage(chance);
            var realtime = price.of(usage, Lane.REALTIME);
            // OpenRouter is a marketplace: its batch price may be another host's, dearer in one of its parts.
            if (price.batch().isEmpty() || entry.getKey().provider().equals("openrouter")) continue;
            if (realtime.equals(Money.ZERO)) continue;
            assertTrue(realtime.isMoreThan(price.of(usage, Lane.BATCH)), entry.getKey() + " " + usage);
            compared++;
        }
        assertTrue(compared > 500, "compared " + compared);
    }

    @Test
    void anAmountTooLargeToCountThrowsRatherThanWrapsAround() {
        var price = flat(1_000_000_000_000L);
        assertThrows(ArithmeticException.class, () -> price.of(Usage.of(Long.MAX_VALUE / 2, 1), Lane.REALTIME));
    }

    @Test
    void stepsThatDoNotRiseFromZeroAreRefused() {
        var zero = new Price.Step(0, 1, 1, 1, 1);
        var later = new Price.Step(5, 1, 1, 1, 1);
        for (var steps :
                List.of(List.<Price.Step>of(), List.of(later), List.of(zero, zero), List.of(zero, later, later))) {
            assertThrows(IllegalArgumentException.class, () -> price(steps), steps.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> new Price.Step(0, -1, 0, 0, 0));
    }

    private static Usage usage(Random chance) {
        var input = 1 + chance.nextInt(900_000);
        var cached = chance.nextInt(input + 1);
        var write = chance.nextInt(input - cached + 1);
        return new Usage(input, cached, write, chance.nextInt(128_000), 0);
    }

    private static BigDecimal reference(Price price, Usage usage, Lane lane) {
        var steps =
                lane == Lane.BATCH && price.batch().isPresent() ? price.batch().get() : price.realtime();
        var step = steps.stream()
                .filter(it -> it.fromInputTokens() == 0 || usage.input() > it.fromInputTokens())
                .reduce((first, second) -> second)
                .orElseThrow();
        var fresh = usage.input() - usage.cachedInput() - usage.cacheWrite();
        return BigDecimal.valueOf(step.input(), 12)
                .multiply(BigDecimal.valueOf(fresh))
                .add(BigDecimal.valueOf(step.cachedInput(), 12).multiply(BigDecimal.valueOf(usage.cachedInput())))
                .add(BigDecimal.valueOf(step.cacheWrite(), 12).multiply(BigDecimal.valueOf(usage.cacheWrite())))
                .add(BigDecimal.valueOf(step.output(), 12).multiply(BigDecimal.valueOf(usage.output())));
    }

    private static Price flat(long picodollars) {
        return price(List.of(new Price.Step(0, picodollars, picodollars, picodollars, picodollars)));
    }

    private static Price price(List<Price.Step> steps) {
        return new Price(steps, Optional.empty(), 0, 0, "test", LocalDate.of(2026, 11, 20));
    }
}
