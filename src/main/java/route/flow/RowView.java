package route.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.Decision;
import route.domain.JobId;
import route.domain.Lane;
import route.domain.Message;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.RowState;
import route.domain.Usage;

/**
 * Everything that happened to a row.
 *
 * @param number 1 for the first data row
 * @param line on which it starts in the input
 * @param id the row's own id; empty where it has none
 * @param decision what the classifier makes of it today, with the reason, under the tier it was given; empty where the
 *     row was never usable
 * @param model it goes to, or went to last; empty where it was never usable
 * @param inputTokens counted for that model before it was sent
 * @param maxTokens the most output tokens it may use
 * @param problem why it failed, was left out or is tried again; empty for nothing
 * @param messages what is asked
 * @param tries the batches it was part of, the first one first
 */
public record RowView(
        JobId job,
        long number,
        long line,
        String id,
        RowState state,
        String tag,
        Optional<Decision> decision,
        Optional<ModelRef> model,
        int inputTokens,
        int maxTokens,
        Optional<Instant> deadline,
        String problem,
        List<Message> messages,
        List<Try> tries) {

    public RowView {
        messages = List.copyOf(messages);
        tries = List.copyOf(tries);
    }

    /**
     * The row in one batch.
     *
     * @param remoteId the provider's id of the batch; empty where it has none
     * @param outcome what came back, an answer with its text; empty where nothing did yet
     * @param baseline what the same answer costs on the flagship in real time
     */
    public record Try(
            int round,
            ModelRef model,
            Lane lane,
            BatchState state,
            String remoteId,
            Optional<Instant> sentAt,
            Optional<Instant> endedAt,
            Optional<Outcome> outcome,
            Money cost,
            Money baseline) {}

    /** Billed tokens over all tries. */
    public Usage usage() {
        return tries.stream()
                .flatMap(it -> it.outcome().stream())
                .map(it -> it.<Usage>fold(Outcome.Answered::usage, errored -> Usage.NONE, unserved -> Usage.NONE))
                .reduce(Usage.NONE, Usage::plus);
    }

    /** Charged over all tries. */
    public Money cost() {
        return tries.stream().map(Try::cost).reduce(Money.ZERO, Money::plus);
    }
}
