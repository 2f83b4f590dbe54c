package route.flow;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import route.domain.InputException;
import route.domain.JobState;
import route.domain.Plural;
import route.domain.TierSpec;
import route.judge.Judge;
import route.plan.Choice;
import route.prompt.PromptBuilder;
import route.store.JobRecord;
import route.store.RowRecord;
import route.tabular.RowFile;

/** Opens a new round for failed rows, as a person asked. */
final class Retry {
    private static final int PAGE = 5_000;

    private final Desk desk;
    private final JobRecord job;

    Retry(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
    }

    /** How many rows will be tried again. */
    long run(Optional<String> code, Optional<String> tier) {
        if (job.state() != JobState.DELIVERED && job.state() != JobState.RUNNING) {
            throw new InputException("job " + job.id() + " is " + job.state()
                    + "; only a delivered or running job's failed" + " rows can be sent again");
        }
        var target = tier.map(this::tier);
        if (pass(code, rows -> target.map(it -> moves(rows, it).size()).orElse(rows.size())) == 0) {
            code.ifPresent(this::explain);
            return 0;
        }
        // The job runs before its first row waits: a retry that is cut short is simply a job to resume.
        if (job.state() == JobState.DELIVERED) {
            desk.inTransaction(
                    () -> desk.store().jobs().move(job.n(), JobState.DELIVERED, JobState.RUNNING, Optional.empty()));
        }
        // What turned these rows away may be mended by now: that is what a person tries them again for.
        desk.inTransaction(() -> {
            desk.store().jobs().reopen(job.n());
            desk.store().batches().forgive(job.n());
        });
        return pass(code, rows -> reopen(rows, target));
    }

    private long pass(Optional<String> code, java.util.function.ToLongFunction<List<RowRecord>> work) {
        var total = 0L;
        var after = 0L;
        for (var page = page(after); !page.isEmpty(); page = page(after)) {
            after = page.get(page.size() - 1).number();
            total += work.applyAsLong(
                    page.stream().filter(it -> matches(it, code)).toList());
        }
        return total;
    }

    private List<RowRecord> page(long after) {
        return desk.store().rows().failed(job.n(), after, PAGE);
    }

    private static boolean matches(RowRecord row, Optional<String> code) {
        return code.isEmpty() || Judge.code(row.problem()).equals(code.get());
    }

    /** Says which codes there are, where rows failed, and none with the one that was asked for. */
    private void explain(String code) {
        var codes = new TreeMap<String, Long>();
        pass(Optional.empty(), rows -> {
            rows.forEach(it -> codes.merge(Judge.code(it.problem()), 1L, Long::sum));
            return rows.size();
        });
        if (codes.isEmpty()) return;
        var each = codes.entrySet().stream()
                .map(it -> it.getKey() + " (" + Plural.rows(it.getValue()) + ")")
                .collect(Collectors.joining(", "));
        throw new InputException("no row of job " + job.id() + " failed with the code '" + code
                + "'; nothing is sent again\nthe codes are " + each);
    }

    private long reopen(List<RowRecord> rows, Optional<TierSpec> target) {
        var moves = target.map(it -> moves(rows, it)).orElse(List.of());
        desk.inTransaction(() -> {
            for (var row : rows) {
                if (target.isEmpty()) desk.store().rows().reopen(job.n(), row, row.tier(), row.model(), desk.now());
            }
            for (var it : moves) {
                var to = it.to();
                desk.store()
                        .rows()
                        .reopen(
                                job.n(),
                                it.row(),
                                target.orElseThrow().name(),
                                to.model().toString(),
                                desk.now());
                desk.store()
                        .rows()
                        .reroute(job.n(), it.row().number(), to.model().toString(), to.inputTokens(), to.maxTokens());
            }
            desk.store().jobs().count(job.n(), 0, -rows.size(), 0);
        });
        return rows.size();
    }

    /** A row and the model of another tier that it goes to. */
    private record Move(RowRecord row, Choice.Chosen to) {}

    /** Every row must have a place there; this is asked of all of them before the first is moved. */
    private List<Move> moves(List<RowRecord> rows, TierSpec tier) {
        var layout = desk.store().jobs().layout(job.n());
        try (var input = RowFile.open(desk.home().input(job.id()), layout)) {
            var rechoice =
                    new Rechoice(desk, input, new PromptBuilder(desk.spec().ask(), layout.header()));
            return rows.stream()
                    .map(it -> move(it, rechoice.of(it, tier.name(), model -> "")))
                    .toList();
        }
    }

    private static Move move(RowRecord row, Choice choice) {
        if (choice instanceof Choice.Chosen it && it.hasKey()) return new Move(row, it);
        var why = choice instanceof Choice.Nowhere it ? it.reason() : "no model of the tier has its key set";
        throw new InputException("row " + row.number() + " (line " + row.line() + ") cannot be sent there: " + why);
    }

    private TierSpec tier(String name) {
        return desk.spec().tiers().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("tier '" + name + "' is not known; the tiers are "
                        + String.join(
                                ", ",
                                desk.spec().tiers().stream().map(TierSpec::name).toList())));
    }
}
