package route.domain;

/**
 * What the merged file says of one row; the columns {@code route_*} in their order.
 *
 * @param response the answer; empty where there is none
 * @param tier empty where the row was never classified
 * @param model {@code provider/model-id} of the last attempt, or the planned one
 * @param score 1 to 5, or 0 where the row was never classified
 * @param attempts how many batches the row was part of
 * @param usage tokens billed for it, over all attempts
 * @param cost what it cost, over all attempts
 * @param error why it failed or was skipped, or a note such as {@code cut off at max_tokens}; empty for none
 * @param finish why the model stopped, for output in OpenAI's form
 */
public record RowResult(
        String response,
        RowStatus status,
        String tier,
        String model,
        int score,
        String task,
        int attempts,
        Usage usage,
        Money cost,
        String error,
        Finish finish) {}
