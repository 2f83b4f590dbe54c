package route.flow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import route.domain.InputException;
import route.domain.JobState;
import route.domain.ModelRef;
import route.domain.TierSpec;
import route.store.JobRecord;
import route.store.RowRecord;

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
        if (pass(code, rows -> (long) rows.size()) == 0) return 0;
        // The job runs before its first row waits: a retry that is cut short is simply a job to resume.
        if (job.state() == JobState.DELIVERED) {
            desk.inTransaction(
                    () -> desk.store().jobs().move(job.n(), JobState.DELIVERED, JobState.RUNNING, Optional.empty()));
        }
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
        return code.isEmpty()
                || row.problem().toLowerCase(Locale.ROOT).contains(code.get().toLowerCase(Locale.ROOT));
    }

    private long reopen(List<RowRecord> rows, Optional<TierSpec> target) {
        desk.inTransaction(() -> {
            for (var row : rows) {
                var tier = target.map(TierSpec::name).orElse(row.tier());
                var model = target.map(it -> usable(it).toString()).orElse(row.model());
                desk.store().rows().reopen(job.n(), row, tier, model);
            }
            desk.store().jobs().count(job.n(), 0, -rows.size(), 0);
        });
        return rows.size();
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

    /** The tier's first candidate that has a key. */
    private ModelRef usable(TierSpec tier) {
        return tier.models().stream()
                .filter(it -> desk.spec().sandbox()
                        || desk.world().hasKey().test(desk.spec().providers().get(it.provider())))
                .findFirst()
                .orElseThrow(() -> new InputException("no model of tier " + tier.name() + " has its key set"));
    }
}
