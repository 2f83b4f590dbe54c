package route.report;

import java.util.Optional;
import route.domain.Finish;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.RowResult;
import route.domain.RowState;
import route.domain.RowStatus;
import route.domain.Usage;

/** Says of a row what the merged file shows. */
public final class RowResults {

    private RowResults() {}

    /**
     * What the store knows of a row.
     *
     * @param model of its last attempt, or the planned one
     * @param usage over all its attempts
     * @param cost over all its attempts
     * @param problem why it failed or was left out
     */
    public record Known(
            RowState state,
            String tier,
            String model,
            int score,
            String task,
            int attempts,
            Usage usage,
            Money cost,
            String problem) {}

    /** @param last what its last attempt brought, with the answer's text; empty where it has none */
    public static RowResult of(Known row, Optional<Outcome> last) {
        var answered = last.filter(it -> row.state() == RowState.ACCEPTED)
                .flatMap(it -> it.fold(
                        Optional::of, errored -> Optional.<Outcome.Answered>empty(), unserved -> Optional.empty()));
        var finish = answered.map(Outcome.Answered::finish).orElse(Finish.OTHER);
        return new RowResult(
                answered.map(Outcome.Answered::text).orElse(""),
                status(row.state()),
                row.tier(),
                row.model(),
                row.score(),
                row.task(),
                row.attempts(),
                row.usage(),
                row.cost(),
                answered.map(it -> note(it)).orElse(row.problem()),
                finish);
    }

    private static RowStatus status(RowState state) {
        return switch (state) {
            case ACCEPTED -> RowStatus.ACCEPTED;
            case FAILED -> RowStatus.FAILED;
            case SKIPPED -> RowStatus.SKIPPED;
            case CLASSIFIED, PLANNED, RETURNED -> RowStatus.PENDING;
        };
    }

    private static String note(Outcome.Answered answer) {
        return switch (answer.finish()) {
            case LENGTH -> "cut off at max_tokens";
            case CONTENT_FILTER -> "the provider's content filter cut the answer";
            case REFUSAL -> "the model refused";
            case STOP, TOOL_CALLS, OTHER -> answer.text().isEmpty() ? "the answer is empty" : "";
        };
    }
}
