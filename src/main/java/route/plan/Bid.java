package route.plan;

import java.time.Duration;

/**
 * A candidate as it stands for one row.
 *
 * @param cost of the row there, in picodollars; below zero where the model has no price
 * @param takes how long the answer is expected to take
 * @param quality what is known of how good it is at the row's task
 */
record Bid(long cost, Duration takes, Beta quality) {
    boolean hasCost() {
        return cost >= 0;
    }
}
