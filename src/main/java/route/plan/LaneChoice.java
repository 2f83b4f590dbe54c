package route.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import route.domain.Lane;
import route.domain.Money;
import route.domain.Provider;
import route.domain.Usage;
import route.money.Price;

/**
 * Chooses how a model is bought: the cheapest way among those that meet the deadline, the quickest where none does. Of
 * two ways that cost the same, batch goes before real time.
 */
public final class LaneChoice {
    /** Prices are compared for an answer as long as its prompt; lanes differ by a share that is the same for all. */
    private static final Usage TYPICAL = Usage.of(1_000, 1_000);

    private static final Money UNKNOWN_BATCH = Money.ofPicodollars(1);
    private static final Money UNKNOWN_REALTIME = Money.ofPicodollars(2);

    private final Offer offer;
    private final Wanted wanted;

    private LaneChoice(Offer offer, Wanted wanted) {
        this.offer = offer;
        this.wanted = wanted;
    }

    /**
     * What there is to choose from for a model.
     *
     * @param price empty where it is not known
     * @param batchTakes how long a batch takes
     * @param measured whether that comes from batches that have ended, rather than from what the provider promises
     */
    public record Offer(Provider provider, Optional<Price> price, Duration batchTakes, boolean measured) {}

    /** A way and what it costs. */
    private record Priced(Way way, Money cost) {}

    /** The way; empty where the provider does not offer the lane that was chosen for it. */
    public static Optional<Way> of(Offer offer, Wanted wanted) {
        return new LaneChoice(offer, wanted).best();
    }

    private Optional<Way> best() {
        var ways = ways();
        // The order of the ways breaks a tie, and puts the quickest last.
        var inTime = ways.stream().filter(it -> it.way().inTime()).min(Comparator.comparing(Priced::cost));
        return inTime.or(() -> ways.isEmpty() ? Optional.empty() : Optional.of(ways.get(ways.size() - 1)))
                .map(Priced::way);
    }

    private List<Priced> ways() {
        var ways = new ArrayList<Priced>();
        if (isOpen(Lane.BATCH)) ways.add(new Priced(batch(), cost(Lane.BATCH, 0)));
        if (isOpen(Lane.REALTIME)) {
            tariff().flatMap(this::later).ifPresent(ways::add);
            ways.add(tariff().map(this::soon).orElseGet(() -> realtime(0, Optional.empty())));
        }
        return ways;
    }

    private boolean isOpen(Lane lane) {
        return offer.provider().lanes().contains(lane)
                && wanted.lane().filter(it -> it != lane).isEmpty();
    }

    private Optional<Tariff> tariff() {
        return offer.provider().offPeak().map(Tariff::new);
    }

    private Way batch() {
        return new Way(Lane.BATCH, 0, Optional.empty(), batchIsInTime(), whyBatch());
    }

    /** A batch that could not even be cancelled in time is not begun, however quick batches were lately. */
    private boolean batchIsInTime() {
        return wanted.left()
                .map(it -> it.compareTo(offer.batchTakes()) >= 0 && it.compareTo(RealtimePace.CANCEL_LATENCY) > 0)
                .orElse(true);
    }

    private String whyBatch() {
        if (wanted.left().isEmpty()) return "";
        if (batchIsInTime()) return "batch: " + whyBatchMayTake();
        return offer.provider().lanes().contains(Lane.REALTIME)
                ? "batch, as it was asked for: " + whyBatchMayTake()
                : "batch, since " + offer.provider().name() + " has no real-time lane: " + whyBatchMayTake();
    }

    private String whyBatchMayTake() {
        var takes = Spans.said(offer.batchTakes());
        return (offer.measured() ? "batches took up to " + takes + " lately, " : "a batch may take " + takes + ", ")
                + deadline();
    }

    private String deadline() {
        var left = wanted.left().orElseThrow();
        return left.isNegative() || left.isZero()
                ? "the deadline has passed"
                : "the deadline is in " + Spans.said(left);
    }

    /** Waits for the cheaper hours; a person who chose real time and named no deadline does not want to wait. */
    private Optional<Priced> later(Tariff tariff) {
        var isImpatient = wanted.deadline().isEmpty() && wanted.lane().isPresent();
        if (isImpatient || tariff.at(wanted.now()) == Tariff.Phase.CHEAP) return Optional.empty();
        return tariff.nextCheap(wanted.now()).map(it -> realtime(tariff.hours().discount(), Optional.of(it)));
    }

    /** Asks as soon as something may be asked, at the price that then holds. */
    private Priced soon(Tariff tariff) {
        var discount = tariff.hours().discount();
        return switch (tariff.at(wanted.now())) {
            case CHEAP -> realtime(discount, Optional.empty());
            case FULL -> realtime(0, Optional.empty());
            case CLOSED -> realtime(tariff.hours().isPeak(wanted.now()) ? discount : 0, tariff.change(wanted.now()));
        };
    }

    private Priced realtime(int discount, Optional<Instant> from) {
        var done = from.orElse(wanted.now())
                .plus(RealtimePace.of(wanted.rows(), offer.provider().rates()));
        var inTime = wanted.deadline().map(it -> !done.isAfter(it)).orElse(true);
        var way = new Way(Lane.REALTIME, discount, from, inTime, whyRealtime(discount, from));
        return new Priced(way, cost(Lane.REALTIME, discount));
    }

    private String whyRealtime(int discount, Optional<Instant> from) {
        if (discount > 0) {
            var when = from.map(it -> "from " + Spans.time(it) + " UTC on").orElse("at this hour");
            return "realtime, " + discount + " % cheaper " + when;
        }
        if (wanted.left().isEmpty()) return "";
        return "realtime: " + (isOpen(Lane.BATCH) ? whyBatchMayTake() : deadline());
    }

    private Money cost(Lane lane, int discount) {
        return offer.price()
                .map(it -> it.off(discount).of(TYPICAL, lane))
                .orElse(lane == Lane.BATCH ? UNKNOWN_BATCH : UNKNOWN_REALTIME);
    }
}
