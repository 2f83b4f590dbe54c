package route.domain;

import java.util.List;
import java.util.Optional;

/**
 * Where the tiers of a job begin, as its whole input came to it. Stored with the job, so that whoever reads its rows again
 * decides the same.
 *
 * @param bands by shares: where tiers begin whose share is limited
 * @param slope by budget: what the gain of a dollar has to be; empty for shares
 * @param curve what other shares of the strongest tier would cost, rising
 */
public record Cutoffs(List<Band> bands, Optional<Slope> slope, List<Point> curve) {

    public Cutoffs {
        bands = List.copyOf(bands);
        curve = List.copyOf(curve);
    }

    /**
     * Takes the rows that are harder than this, and of those just as hard the ones up to {@code lastRow}.
     *
     * @param hardness in ten-thousandths
     */
    public record Band(String tier, int hardness, long lastRow) {}

    /**
     * A row goes to a stronger tier where it gains more by the picodollar than this, or just as much and is not after
     * {@code lastRow}.
     *
     * @param gain hardness, in ten-thousandths, by picodollar
     * @param dearest the most that one row's step up may cost, in picodollars: what is left of the budget
     * @param covered whether the budget is enough for the weakest tier at all
     */
    public record Slope(double gain, long lastRow, long dearest, boolean covered) {}

    /**
     * What the input would cost with so many rows in the strongest tier.
     *
     * @param share in ten-thousandths of the rows
     * @param rows how many there would be
     */
    public record Point(int share, long rows, Money cost) {}
}
