package route.store;

import java.util.Optional;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.Saving;

/**
 * One row in one batch, and what it brought back.
 *
 * @param row the row's number in the input
 * @param outcome with an empty text where it was answered: the text lies in the result file
 * @param file which of the batch's result files the line is in, from 0; -1 where there is none
 * @param offset where the line starts in it, in bytes
 * @param length of the line, in bytes
 * @param cost charged
 * @param baseline what the same usage costs on the flagship in real time
 * @param saving what its lane and its provider took off; empty where its price or the flagship's is not known
 */
public record AttemptRecord(
        long row,
        Outcome outcome,
        int file,
        long offset,
        int length,
        Money cost,
        Money baseline,
        Optional<Saving> saving) {

    /** One that is not on the bill. */
    public static AttemptRecord unbilled(long row, Outcome outcome, int file, long offset, int length) {
        return new AttemptRecord(row, outcome, file, offset, length, Money.ZERO, Money.ZERO, Optional.empty());
    }
}
