package route.flow;

import java.util.HashMap;
import java.util.Map;
import route.domain.Prepared;
import route.prompt.PromptBuilder;
import route.store.Database;
import route.store.JobRecord;
import route.tabular.RowReader;

/** Looks the users' own ids of a job's rows up in the job's copy of its input; the store has none. */
final class RowIds {
    /** Stands for the row of an id that several rows have. */
    static final long TWICE = -1;

    private final Home home;
    private final Database store;
    private final JobRecord job;

    RowIds(Home home, Database store, JobRecord job) {
        this.home = home;
        this.store = store;
        this.job = job;
    }

    /** Row numbers by id. */
    Map<String, Long> rows() {
        var layout = store.jobs().layout(job.n());
        var prompts = new PromptBuilder(store.jobs().spec(job.n()).ask(), layout.header());
        var rows = new HashMap<String, Long>();
        try (var reader = RowReader.open(home.input(job.id()), layout)) {
            for (var raw = reader.next(); raw.isPresent(); raw = reader.next()) {
                var row = raw.get().parse();
                if (!row.readable() || !(prompts.prepare(row.fields()) instanceof Prepared.Ready it)) continue;
                var id = it.pins().id().strip();
                if (!id.isEmpty()) rows.merge(id, row.number(), (one, other) -> TWICE);
            }
        }
        return rows;
    }
}
