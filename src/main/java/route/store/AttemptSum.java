package route.store;

import java.util.List;
import route.domain.BillDetail;
import route.domain.Finish;
import route.domain.Money;
import route.domain.Usage;

/**
 * Attempts of one batch that are alike in all that reports tell apart, added up.
 *
 * @param tier of their rows, as are task, tag and whether their model was chosen to learn about it; empty for none
 * @param kind what they came to
 * @param finish how the answers ended
 * @param retryable whether what went wrong may go well another time
 * @param code what went wrong; empty for answers
 * @param rows how many they are
 * @param scores the sum of their rows' scores
 * @param baseline what the same usage costs on the flagship in real time
 * @param routing what choosing another model than the flagship saved, of those whose prices are all known; as are
 * @param laneOff what their lane took off
 * @param ownOff what their provider took off
 */
public record AttemptSum(
        String tier,
        String task,
        String tag,
        boolean explored,
        BillDetail.Kind kind,
        Finish finish,
        boolean retryable,
        String code,
        long rows,
        long scores,
        Usage usage,
        Money cost,
        Money baseline,
        Money routing,
        Money laneOff,
        Money ownOff) {

    /** How many attempts of a kind there are in some sums. */
    public static long rows(List<AttemptSum> sums, BillDetail.Kind kind) {
        return sums.stream()
                .filter(it -> it.kind() == kind)
                .mapToLong(AttemptSum::rows)
                .sum();
    }

    /** How many attempts there are in some sums. */
    public static long rows(List<AttemptSum> sums) {
        return sums.stream().mapToLong(AttemptSum::rows).sum();
    }

    public boolean isAnswered() {
        return kind == BillDetail.Kind.ANSWERED;
    }
}
