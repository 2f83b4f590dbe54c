package route.domain;

import java.util.Map;
import java.util.Optional;

/**
 * What a group of answers cost, and how good they were.
 *
 * @param group model and task, as far as asked for, in the order asked for
 * @param rows answered and billed
 * @param cost charged for them
 * @param rated how many of them were rated
 * @param explored how many of the rated ones went to another model of their tier than the chosen one
 * @param quality the rate of success by their ratings; empty where none was rated
 * @param checked how many attempts were checked for being whole
 * @param sound how many of those were: not cut off, refused or failed
 */
public record QualityLine(
        Map<String, String> group,
        long rows,
        Money cost,
        long rated,
        long explored,
        Optional<Rate> quality,
        long checked,
        long sound) {

    /**
     * A rate from 0 to 1 with what it lies between, at 95 per cent.
     *
     * @param low 2.5 per cent of the probability lie below
     * @param high 2.5 per cent lie above
     */
    public record Rate(double mean, double low, double high) {}
}
