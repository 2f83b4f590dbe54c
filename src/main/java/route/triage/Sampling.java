package route.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import route.domain.Adviser;
import route.domain.JobSpec;
import route.domain.OnBadRow;

/**
 * Takes of each tier a share of its rows for a trial, spread over the whole input: one of every so many, at a place among
 * them that looks like chance and is the same every time. Of a tier that has rows, the first is taken. Where somebody is
 * asked how hard rows are, the share is of all rows: who is not taken is not asked about, and so has no tier yet. For one
 * thread.
 */
public final class Sampling {
    private static final int WHOLE = 10_000;

    private final int share;
    private final boolean stops;
    private final boolean isBlind;
    private final Map<String, Stratum> strata = new LinkedHashMap<>();

    private static final class Stratum {
        private long rows;
        private long taken;
        private long next = 1;
    }

    /** One at its beginning: it must see every row that is left, in order. */
    public Sampling(JobSpec spec) {
        this.isBlind = !spec.judging().adviser().equals(Adviser.NOBODY)
                && !spec.policy().ranks();
        this.share = spec.selection().sample();
        this.stops = spec.onBadRow() == OnBadRow.STOP;
    }

    /** The rows that are in the sample; all where none is asked for. */
    public List<Triage.Found> of(List<Triage.Found> found) {
        if (share == 0) return found;
        var taken = new ArrayList<Triage.Found>();
        for (var it : found) {
            // A row that cannot be used stops the whole file as well: better to know that from the trial.
            if (it instanceof Triage.Unfit && stops || it instanceof Triage.Fit fit && isTaken(fit)) taken.add(it);
        }
        return taken;
    }

    private boolean isTaken(Triage.Fit fit) {
        var tier = isBlind ? "" : fit.decision().tier();
        var stratum = strata.computeIfAbsent(tier, it -> new Stratum());
        stratum.rows++;
        if (stratum.rows < stratum.next) return false;
        stratum.taken++;
        stratum.next = next(tier, stratum.taken);
        return true;
    }

    /** The place in its tier of the row that is taken after so many: somewhere in the stretch that comes next. */
    private long next(String tier, long taken) {
        var from = taken * WHOLE / share;
        var length = (taken + 1) * WHOLE / share - from;
        return from + 1 + Math.floorMod(mixed(tier.hashCode() * 31L + taken), length);
    }

    /** Spreads a number over all bits (Stafford's variant 13 of the finaliser of MurmurHash3). */
    static long mixed(long number) {
        var it = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        it = (it ^ it >>> 27) * 0x94d049bb133111ebL;
        return it ^ it >>> 31;
    }

    /** How many usable rows of each tier the input has; under the empty name all, where they are not told apart. */
    public Map<String, Long> rows() {
        var rows = new LinkedHashMap<String, Long>();
        strata.forEach((tier, it) -> rows.put(tier, it.rows));
        return rows;
    }

    /** What a person should know, a line each. */
    public List<String> notes() {
        if (share == 0) return List.of();
        if (strata.isEmpty()) return List.of("a sample: there is no row left to take");
        var parts = new ArrayList<String>();
        strata.forEach(
                (tier, it) -> parts.add(it.taken + " of " + it.rows + (tier.isEmpty() ? " rows" : " of tier " + tier)));
        return List.of("a sample: " + String.join(", ", parts));
    }
}
