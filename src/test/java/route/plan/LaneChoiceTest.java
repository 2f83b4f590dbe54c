package route.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.OffPeak;
import route.domain.Provider;
import route.domain.Quota;
import route.domain.Rates;
import route.money.Price;

class LaneChoiceTest {
    /** A Friday, in DeepSeek's peak hours. */
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private static final Duration DAY = Duration.ofHours(24);
    private static final ModelRef LUNA = ModelRef.parse("openai/gpt-6-luna");
    private static final OffPeak HOURS = new OffPeak(
            List.of(new OffPeak.Peak(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 6 * 60, 10 * 60)), 50);

    private static Provider provider(Optional<OffPeak> hours, Lane... lanes) {
        return new Provider(
                "here",
                "openai",
                "http://here",
                "",
                List.of(),
                List.of(lanes),
                Optional.empty(),
                Quota.UNKNOWN,
                Rates.UNKNOWN,
                "",
                hours);
    }

    private static Optional<Price> price(long realtime, long batch) {
        return Optional.of(new Price(
                List.of(new Price.Step(0, realtime, realtime, realtime, realtime)),
                Optional.of(List.of(new Price.Step(0, batch, batch, batch, batch))),
                0,
                0,
                "test",
                LocalDate.EPOCH));
    }

    private static Way of(Provider provider, Optional<Lane> lane, String left) {
        return of(provider, lane, left, DAY, false, price(2, 1));
    }

    private static Way of(
            Provider provider,
            Optional<Lane> lane,
            String left,
            Duration takes,
            boolean measured,
            Optional<Price> price) {
        var deadline = left.isEmpty() ? Optional.<Instant>empty() : Optional.of(NOW.plus(Duration.parse(left)));
        var offer = new LaneChoice.Offer(provider, price, takes, measured);
        return LaneChoice.of(offer, new Wanted(lane, deadline, NOW, 1)).orElseThrow();
    }

    private static Provider both() {
        return provider(Optional.empty(), Lane.BATCH, Lane.REALTIME);
    }

    @Test
    void withoutADeadlineTheCheaperLaneIsTakenAndNothingIsSaidOfIt() {
        assertEquals(new Way(Lane.BATCH, 0, Optional.empty(), true, ""), of(both(), Optional.empty(), ""));
    }

    @Test
    void aLaneThatCostsTheSameIsABatch() {
        for (var price : List.of(price(2, 2), Optional.<Price>empty())) {
            assertEquals(
                    Lane.BATCH,
                    of(both(), Optional.empty(), "PT48H", DAY, false, price).lane());
        }
    }

    @Test
    void realTimeIsTakenWhereItIsCheaper() {
        assertEquals(
                Lane.REALTIME,
                of(both(), Optional.empty(), "", DAY, false, price(1, 2)).lane());
    }

    @Test
    void aDeadlineBeforeTheWindowIsOverMeansRealTimeAndTheReasonIsSaid() {
        var way = of(both(), Optional.empty(), "PT6H");
        assertEquals(Lane.REALTIME, way.lane());
        assertEquals("realtime: a batch may take 24 h, the deadline is in 6 h", way.why());
    }

    @Test
    void aDeadlineAfterTheWindowMeansABatch() {
        var way = of(both(), Optional.empty(), "PT24H");
        assertEquals(Lane.BATCH, way.lane());
        assertEquals("batch: a batch may take 24 h, the deadline is in 24 h", way.why());
        assertEquals(
                Lane.REALTIME, of(both(), Optional.empty(), "PT23H59M59.999S").lane());
    }

    @Test
    void whatBatchesTookLatelyGoesBeforeTheWindow() {
        var way = of(both(), Optional.empty(), "PT6H", Duration.ofMinutes(200), true, price(2, 1));
        assertEquals(Lane.BATCH, way.lane());
        assertEquals("batch: batches took up to 3 h 20 min lately, the deadline is in 6 h", way.why());
        assertEquals(
                Lane.REALTIME,
                of(both(), Optional.empty(), "PT3H", Duration.ofMinutes(200), true, price(2, 1))
                        .lane());
    }

    @Test
    void aBatchThatCouldNotBeCancelledInTimeIsNotBegun() {
        var way = of(both(), Optional.empty(), "PT9M", Duration.ofSeconds(1), true, price(2, 1));
        assertEquals(Lane.REALTIME, way.lane());
    }

    @Test
    void whereThereIsNoRealTimeTheBatchIsLateAndTheReasonSaysWhy() {
        var way = of(provider(Optional.empty(), Lane.BATCH), Optional.empty(), "PT6H");
        assertEquals(Lane.BATCH, way.lane());
        assertFalse(way.inTime());
        assertEquals(
                "batch, since here has no real-time lane: a batch may take 24 h, the deadline is in 6 h", way.why());
    }

    @Test
    void aDeadlineThatHasPassedMeansAsSoonAsMayBe() {
        var way = of(both(), Optional.empty(), "-PT1H");
        assertEquals(Lane.REALTIME, way.lane());
        assertTrue(way.why().endsWith("the deadline has passed"), way.why());
    }

    @Test
    void theLaneAPersonChoseIsObeyed() {
        assertEquals(Lane.BATCH, of(both(), Optional.of(Lane.BATCH), "PT1H").lane());
        assertEquals(Lane.REALTIME, of(both(), Optional.of(Lane.REALTIME), "").lane());
        var offer = new LaneChoice.Offer(provider(Optional.empty(), Lane.BATCH), Optional.empty(), DAY, false);
        var wanted = new Wanted(Optional.of(Lane.REALTIME), Optional.empty(), NOW, 1);
        assertEquals(Optional.empty(), LaneChoice.of(offer, wanted));
    }

    @Test
    void whatMayWaitWaitsForTheCheaperHours() {
        var way = of(provider(Optional.of(HOURS), Lane.REALTIME), Optional.empty(), "PT6H");
        assertEquals(50, way.discount());
        assertEquals(Optional.of(Instant.parse("2026-11-20T10:00:00Z")), way.from());
        assertEquals("realtime, 50 % cheaper from 10:00 UTC on", way.why());
    }

    @Test
    void whatMayNotWaitPaysTheFullPrice() {
        var way = of(provider(Optional.of(HOURS), Lane.REALTIME), Optional.empty(), "PT2H");
        assertEquals(new Way(Lane.REALTIME, 0, Optional.empty(), true, "realtime: the deadline is in 2 h"), way);
        var chosen = of(provider(Optional.of(HOURS), Lane.REALTIME), Optional.of(Lane.REALTIME), "");
        assertEquals(0, chosen.discount());
        assertEquals(Optional.empty(), chosen.from());
    }

    @Test
    void nothingIsAskedWhenThePriceIsAboutToChange() {
        var tariff = new Tariff(HOURS);
        assertEquals(Tariff.Phase.CHEAP, tariff.at(Instant.parse("2026-11-20T05:49:59Z")));
        assertEquals(Tariff.Phase.CLOSED, tariff.at(Instant.parse("2026-11-20T05:50:01Z")));
        assertEquals(Tariff.Phase.FULL, tariff.at(Instant.parse("2026-11-20T06:00:00Z")));
        assertEquals(Tariff.Phase.FULL, tariff.at(Instant.parse("2026-11-20T09:59:55Z")));
        assertEquals(Tariff.Phase.CLOSED, tariff.at(Instant.parse("2026-11-20T09:59:56Z")));
        assertEquals(Tariff.Phase.CHEAP, tariff.at(Instant.parse("2026-11-20T10:00:00Z")));
    }

    @Test
    void aBatchOfEitherPriceIsAskedWhileThatPriceHolds() {
        var here = provider(Optional.of(HOURS), Lane.REALTIME);
        var peak = Instant.parse("2026-11-20T07:00:00Z");
        var cheap = Instant.parse("2026-11-20T12:00:00Z");
        assertEquals(new Turn.Now(), turn(here, 0, peak, Optional.empty()));
        assertEquals(new Turn.Over(), turn(here, 0, cheap, Optional.empty()));
        assertEquals(new Turn.Now(), turn(here, 50, cheap, Optional.empty()));
        var ten = Instant.parse("2026-11-20T10:00:00Z");
        assertEquals(new Turn.Later(ten), turn(here, 50, peak, Optional.empty()));
        assertEquals(new Turn.Later(ten), turn(here, 50, peak, Optional.of(ten.plusSeconds(60))));
        assertEquals(new Turn.Over(), turn(here, 50, peak, Optional.of(ten.plusSeconds(1))));
        assertEquals(new Turn.Over(), turn(here, 40, cheap, Optional.empty()), "the settings have changed");
        assertEquals(new Turn.Over(), turn(both(), 50, cheap, Optional.empty()), "the settings have changed");
    }

    private static Turn turn(Provider provider, int discount, Instant now, Optional<Instant> deadline) {
        return Turn.of(provider, discount, new Wanted(Optional.empty(), deadline, now, 10), true);
    }

    /** Whatever is chosen is asked at once or at the moment named, and is not taken back by its turn. */
    @Test
    void noChoiceIsTakenBackAtOnce() {
        var here = provider(Optional.of(HOURS), Lane.REALTIME);
        for (var minute = 0; minute < 7 * 24 * 60; minute += 5) {
            for (var left : List.of(-60, 1, 5, 12, 60, 300, 6000)) {
                var now = NOW.plus(Duration.ofMinutes(minute)).minusSeconds(minute % 2 * 4);
                var deadline = Optional.of(now.plus(Duration.ofMinutes(left)));
                var offer = new LaneChoice.Offer(here, price(2, 2), DAY, false);
                var way = LaneChoice.of(offer, new Wanted(Optional.empty(), deadline, now, 10))
                        .orElseThrow();
                var turn = turn(here, way.discount(), now, deadline);
                assertEquals(way.from().<Turn>map(Turn.Later::new).orElse(new Turn.Now()), turn, now + ", " + left);
            }
        }
    }

    @Test
    void fewerThanFiveBatchesSayNothing() {
        var four = java.util.Collections.nCopies(4, new Turnarounds.Took(LUNA, DAY));
        assertEquals(Optional.empty(), new Turnarounds(four).of(LUNA));
    }

    @Test
    void nineOfTenBatchesTookNoLonger() {
        var ended = new ArrayList<Turnarounds.Took>();
        for (var hours = 10; hours >= 1; hours--) ended.add(new Turnarounds.Took(LUNA, Duration.ofHours(hours)));
        assertEquals(Optional.of(Duration.ofHours(9)), new Turnarounds(ended).of(LUNA));
        var sister = ModelRef.parse("openai/gpt-6.1-sol");
        assertEquals(Optional.of(Duration.ofHours(9)), new Turnarounds(ended).of(sister), "its provider's are known");
        var stranger = ModelRef.parse("anthropic/claude-haiku-5-5");
        assertEquals(Optional.empty(), new Turnarounds(ended).of(stranger));
    }

    @Test
    void onlyTheLastFiftyCount() {
        var ended = new ArrayList<Turnarounds.Took>();
        for (var i = 0; i < 50; i++) ended.add(new Turnarounds.Took(LUNA, Duration.ofHours(1)));
        for (var i = 0; i < 50; i++) ended.add(new Turnarounds.Took(LUNA, DAY));
        assertEquals(Optional.of(Duration.ofHours(1)), new Turnarounds(ended).of(LUNA));
    }

    @Test
    void aBatchIsCalledOffAsLateAsItsRowsAllowButNotBeforeItsOwnTimeIsOver() {
        var deadline = NOW.plus(Duration.ofHours(6));
        var rates = new Rates(2_000, 0, 0);
        // A thousand rows a minute are counted on, and ten minutes for the cancelling.
        assertEquals(
                deadline.minus(Duration.ofMinutes(12)),
                RealtimePace.callOff(deadline, NOW.plusSeconds(60), 2_000, rates));
        assertEquals(
                NOW.plus(Duration.ofHours(5)),
                RealtimePace.callOff(deadline, NOW.plus(Duration.ofHours(5)), 1_000_000, rates));
        assertEquals(
                deadline.minus(Duration.ofMinutes(10)),
                RealtimePace.callOff(deadline, NOW.plus(DAY), 1_000_000, rates));
        assertEquals(Duration.ofMinutes(20), RealtimePace.of(1_000, new Rates(1_000, 200_000, 0)));
    }
}
