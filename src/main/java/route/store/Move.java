package route.store;

import java.util.List;

/**
 * A job or a batch went from one state to another, and that is committed.
 *
 * @param batch the batch's number; 0 where the job itself moved
 * @param from the state's name; empty for what is new
 * @param sums what came back, of a batch that was collected; else empty
 */
public record Move(long job, long batch, String from, String to, List<AttemptSum> sums) {
    public Move {
        sums = List.copyOf(sums);
    }

    Move(long job, long batch, String from, String to) {
        this(job, batch, from, to, List.of());
    }
}
