package route.plan;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import route.domain.Policy;

/**
 * Chooses among candidates that can all take a row. Pure: what is drawn is drawn from the row's seed. Ties go to the
 * candidate that stands first.
 */
final class Contest {
    private final Policy policy;
    private final List<Bid> bids;

    /** @param place the winner's among the candidates; {@code explored} where it was not chosen but tried */
    record Won(int place, boolean explored) {}

    private Contest(Policy policy, List<Bid> bids) {
        this.policy = policy;
        this.bids = bids;
    }

    /** @param explores whether the row may be one of those that try another model */
    static Won of(Policy policy, List<Bid> bids, LongSupplier seed, boolean explores) {
        var contest = new Contest(policy, bids);
        var draws = new Draws(seed.getAsLong());
        var tries = draws.unit() * Policy.WHOLE < policy.explore() && explores && bids.size() > 1;
        var other = draws.below(Math.max(1, bids.size() - 1));
        var place = contest.place(draws);
        // One of the others, each as likely.
        return tries ? new Won(other < place ? other : other + 1, true) : new Won(place, false);
    }

    private int place(Draws draws) {
        return switch (policy.strategy()) {
            case LISTED -> 0;
            case CHEAPEST -> best(it -> it.hasCost() ? -it.cost() : Double.NEGATIVE_INFINITY);
            case PREFERRED -> preferred();
            case WEIGHTED -> weighted(draws);
        };
    }

    private int best(ToDoubleFunction<Bid> score) {
        var best = 0;
        for (var place = 1; place < bids.size(); place++) {
            if (score.applyAsDouble(bids.get(place)) > score.applyAsDouble(bids.get(best))) best = place;
        }
        return best;
    }

    /** The best of all in cost, speed or quality has 1 for it; one that costs or takes twice as much has 0.5. */
    private int preferred() {
        var weights = policy.weights();
        var cost = bids.stream().filter(Bid::hasCost).mapToLong(Bid::cost).min().orElse(0);
        var time = bids.stream().mapToLong(it -> it.takes().toMillis()).min().orElse(0);
        var quality = bids.stream().mapToDouble(it -> it.quality().mean()).max().orElse(1);
        return best(it -> weights.cost() * (it.hasCost() ? share(cost, it.cost()) : 0)
                + weights.speed() * share(time, it.takes().toMillis())
                + weights.quality() * it.quality().mean() / quality);
    }

    private static double share(long least, long value) {
        return value == 0 ? 1 : (double) least / value;
    }

    /** Where none reaches the floor, the one that was drawn highest. */
    private int weighted(Draws draws) {
        var drawn = bids.stream().mapToDouble(it -> draws.of(it.quality())).toArray();
        var weights = new double[drawn.length];
        var floor = policy.qualityFloor() / 1_000.0;
        var sum = 0.0;
        for (var place = 0; place < drawn.length; place++) {
            weights[place] = drawn[place] >= floor ? weight(place) : 0;
            sum += weights[place];
        }
        var mark = draws.unit() * sum;
        for (var place = 0; place < weights.length; place++) {
            mark -= weights[place];
            if (weights[place] > 0 && mark < 0) return place;
        }
        return sum > 0 ? last(weights) : best(drawn);
    }

    /** The inverse of its cost, that of the cheapest being 1. What costs nothing leaves nothing to the others. */
    private double weight(int place) {
        var least =
                bids.stream().filter(Bid::hasCost).mapToLong(Bid::cost).min().orElse(-1);
        var bid = bids.get(place);
        if (!bid.hasCost()) return least < 0 ? 1 : share(least, dearest());
        return bid.cost() == 0 ? 1 : share(least, bid.cost());
    }

    /** What a model without a price is taken for. */
    private long dearest() {
        return bids.stream().mapToLong(Bid::cost).max().orElse(0);
    }

    private static int last(double[] weights) {
        var last = 0;
        for (var place = 0; place < weights.length; place++) {
            if (weights[place] > 0) last = place;
        }
        return last;
    }

    private static int best(double[] drawn) {
        var best = 0;
        for (var place = 1; place < drawn.length; place++) {
            if (drawn[place] > drawn[best]) best = place;
        }
        return best;
    }
}
