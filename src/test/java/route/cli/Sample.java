package route.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.BatchState;
import route.domain.JobId;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.Marred;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Usage;
import route.flow.BatchView;
import route.flow.JobView;
import route.flow.RowCounts;
import route.triage.BadRow;
import route.triage.PlanLine;
import route.triage.PlanView;

/** Views as the front desk gives them. */
final class Sample {

    static final Instant NOW = Instant.parse("2026-11-20T07:30:00Z");
    static final Path HERE = Path.of("/home/ann/here");
    static final RowCounts DONE = new RowCounts(500, 498, 1, 1, 0);
    static final RowCounts GOING = new RowCounts(500, 300, 0, 0, 200);

    private Sample() {}

    static JobView job(JobState state, RowCounts rows, String held) {
        return job(state, rows, held, "/home/ann/here/support_tickets.results.csv");
    }

    static JobView job(JobState state, RowCounts rows, String held, String output) {
        return new JobView(
                new JobId("t7k2"),
                "support_tickets",
                state,
                true,
                "/home/ann/here/support_tickets.csv",
                1,
                rows,
                Usage.of(71_234, 30_211),
                Money.ofDollars("0.041233"),
                Money.ofDollars("0.0441"),
                Money.ofDollars("0.512"),
                output,
                held,
                NOW.minusSeconds(90),
                state.isOpen() ? Optional.empty() : Optional.of(NOW.minusSeconds(5)),
                state.isOpen() ? Optional.of(NOW.plusSeconds(30)) : Optional.empty(),
                0,
                Money.ZERO,
                List.of(),
                List.of(batch(state.isOpen() ? BatchState.RUNNING : BatchState.COLLECTED)),
                java.util.Optional.empty(),
                Marred.NONE);
    }

    /** The same with so many calls in doubt. */
    static JobView doubtful(JobView it, long calls, String dollars) {
        return new JobView(
                it.id(),
                it.name(),
                it.state(),
                it.sandbox(),
                it.input(),
                it.round(),
                it.rows(),
                it.usage(),
                it.cost(),
                it.estimate(),
                it.baseline(),
                it.output(),
                it.held(),
                it.createdAt(),
                it.endedAt(),
                it.nextDue(),
                calls,
                Money.ofDollars(dollars),
                it.notes(),
                it.batches(),
                java.util.Optional.empty(),
                it.marred());
    }

    static BatchView batch(BatchState state) {
        return new BatchView(
                "k1",
                1,
                ModelRef.parse("openai/gpt-6-luna"),
                Lane.BATCH,
                400,
                200,
                state,
                "batch_1",
                state.isFinal() ? "completed" : "in_progress",
                "",
                Optional.of(NOW.minusSeconds(60)),
                state.isFinal() ? Optional.empty() : Optional.of(NOW.plusSeconds(30)),
                Optional.empty(),
                0,
                Optional.empty());
    }

    static PlanView plan(List<BadRow> bad, long badCount, List<PlanLine> lines) {
        return new PlanView(
                "support_tickets",
                true,
                500,
                bad,
                badCount,
                Money.ofDollars("0.0441"),
                Money.ofDollars("0.31"),
                Money.ofDollars("0.512"),
                lines,
                List.of());
    }

    static PlanLine line(String tier, String model, long rows, String cost) {
        var money = cost.isEmpty() ? Optional.<Money>empty() : Optional.of(Money.ofDollars(cost));
        return new PlanLine(tier, ModelRef.parse(model), Lane.BATCH, rows, rows * 142, rows * 60, money, "");
    }

    static List<PlanLine> lines() {
        return List.of(
                line("simple", "openai/gpt-6-luna", 400, "0.0123"),
                line("medium", "anthropic/claude-sonnet-5-5", 80, "0.0318"),
                line("pinned", "nearby/own-model", 20, ""));
    }
}
