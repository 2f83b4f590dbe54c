package route.store;

/**
 * A job or a batch went from one state to another, and that is committed.
 *
 * @param batch the batch's number; 0 where the job itself moved
 * @param from the state's name; empty for what is new
 */
public record Move(long job, long batch, String from, String to) {}
