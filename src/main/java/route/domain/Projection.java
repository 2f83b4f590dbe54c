package route.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a whole input would cost, by a sample of its rows. The rows of each tier cost what its sampled rows cost on the
 * average; the interval holds the true sum in 95 of 100 samples, provided that each tier's rows are alike enough for a
 * mean to mean something (Student's t by Welch and Satterthwaite over the tiers, with the correction for a finite input).
 *
 * @param rows usable rows of the whole input
 * @param sampled rows that were bought
 * @param cost expected for all rows, the sampled ones included
 * @param least the lower end of the interval; empty where a tier has too few sampled rows to tell
 * @param most its upper end
 * @param strata the tiers it is made of
 */
public record Projection(
        long rows, long sampled, Money cost, Optional<Money> least, Optional<Money> most, List<Stratum> strata) {

    public Projection {
        strata = List.copyOf(strata);
    }

    /** The tiers of which too few rows were sampled for an interval. */
    public List<String> thin() {
        var thin = new ArrayList<String>();
        for (var it : strata) if (it.sampled() < 2 && it.rows() > it.sampled()) thin.add(it.tier());
        return thin;
    }
}
