package route.plan;

import java.util.Optional;
import route.domain.Lane;

/**
 * A model that rows may go to, with what is the same for all of them.
 *
 * @param lane how it is bought; empty where its provider does not offer what was chosen
 * @param window the most input tokens; 0 where unknown
 * @param mostOutput the most output tokens; {@link Integer#MAX_VALUE} where unknown
 * @param hasKey whether its provider's key is set
 */
record Candidate(Optional<Lane> lane, long window, long mostOutput, boolean hasKey) {
    Candidate {
        if (mostOutput <= 0) mostOutput = Integer.MAX_VALUE;
    }
}
