package route.plan;

import java.util.Optional;
import route.domain.Provider;
import route.money.Price;

/**
 * A model that rows may go to, with what is the same for all of them.
 *
 * @param window the most input tokens; 0 where unknown
 * @param mostOutput the most output tokens; {@link Integer#MAX_VALUE} where unknown
 * @param hasKey whether its provider's key is set
 * @param price empty where it is not known
 */
record Candidate(Provider provider, long window, long mostOutput, boolean hasKey, Optional<Price> price) {
    Candidate {
        if (mostOutput <= 0) mostOutput = Integer.MAX_VALUE;
    }
}
