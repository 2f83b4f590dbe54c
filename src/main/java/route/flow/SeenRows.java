package route.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.Fingerprint;
import route.domain.JobId;
import route.domain.JobSpec;
import route.store.Database;
import route.store.SeenTable;
import route.triage.Triage;

/** Leaves out of an incremental job what jobs of its name delivered accepted, or have under way. For one thread. */
final class SeenRows {
    private final SeenTable table;
    private final JobSpec spec;
    private final long job;
    private final boolean othersAtWork;
    private final Map<JobId, Long> delivered = new LinkedHashMap<>();
    private final Map<JobId, Long> underWay = new LinkedHashMap<>();

    /** @param job the job's number; 0 for one that is only planned */
    SeenRows(Database store, JobSpec spec, long job) {
        this.table = store.seen();
        this.spec = spec;
        this.job = job;
        this.othersAtWork = spec.selection().incremental() && table.isBusy(job, spec.name());
    }

    /** The rows that are the job's; all, unless it is incremental. */
    List<Triage.Found> without(List<Triage.Found> found) {
        if (!spec.selection().incremental()) return found;
        var kept = new ArrayList<Triage.Found>(found.size());
        for (var it : found) {
            if (!(it instanceof Triage.Fit fit) || !isSeen(fit)) kept.add(it);
        }
        return kept;
    }

    /** Whether a row is left out; it is not counted by that. */
    boolean has(Fingerprint fingerprint) {
        if (!spec.selection().incremental()) return false;
        return table.delivered(spec.name(), fingerprint).isPresent()
                || othersAtWork && table.underWay(job, spec.name(), fingerprint).isPresent();
    }

    private boolean isSeen(Triage.Fit fit) {
        var by = table.delivered(spec.name(), fit.fingerprint());
        by.ifPresent(it -> delivered.merge(it, 1L, Long::sum));
        if (by.isPresent() || !othersAtWork) return by.isPresent();
        var in = table.underWay(job, spec.name(), fit.fingerprint());
        in.ifPresent(it -> underWay.merge(it, 1L, Long::sum));
        return in.isPresent();
    }

    /** How many were left out. */
    long count() {
        return sum(delivered) + sum(underWay);
    }

    /** What a person should know, a line each. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        if (!delivered.isEmpty()) notes.add(note(delivered, "delivered before, by"));
        if (!underWay.isEmpty()) notes.add(note(underWay, "under way in"));
        return notes;
    }

    private static String note(Map<JobId, Long> jobs, String how) {
        var names = jobs.keySet().stream().map(JobId::value).toList();
        var shown = names.size() > 3 ? names.size() + " jobs" : "job " + String.join(", ", names);
        return sum(jobs) + (sum(jobs) == 1 ? " row is" : " rows are") + " left out: " + how + " " + shown;
    }

    private static long sum(Map<JobId, Long> jobs) {
        return jobs.values().stream().mapToLong(it -> it).sum();
    }
}
