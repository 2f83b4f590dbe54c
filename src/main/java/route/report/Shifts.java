package route.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import route.report.Reconciliation.Pair;

/**
 * Finds days that differ one by one and agree together: what a provider bills on the day a batch ended is on our bill on
 * the day it was collected, at most two days later.
 */
final class Shifts {
    private static final int FARTHEST_DAYS = 2;

    private final TreeMap<LocalDate, Pair> byDay;
    private final List<LocalDate> days;
    private final Measure measure;
    private final Tolerance tolerance;
    private final Set<LocalDate> shifted = new HashSet<>();

    private Shifts(TreeMap<LocalDate, Pair> byDay, Measure measure, Tolerance tolerance) {
        this.byDay = byDay;
        this.days = new ArrayList<>(byDay.keySet());
        this.measure = measure;
        this.tolerance = tolerance;
    }

    static Set<LocalDate> find(TreeMap<LocalDate, Pair> byDay, Measure measure, Tolerance tolerance) {
        var shifts = new Shifts(byDay, measure, tolerance);
        for (var at = 0; at < shifts.days.size(); at++) shifts.from(at);
        return shifts.shifted;
    }

    /** Looks for the end of a run that begins with more on their side. */
    private void from(int start) {
        var sum = byDay.get(days.get(start));
        if (shifted.contains(days.get(start)) || isEqual(sum) || sum.ours() > sum.theirs()) return;
        for (var end = start + 1; end < days.size(); end++) {
            var isFar = ChronoUnit.DAYS.between(days.get(start), days.get(end)) > FARTHEST_DAYS;
            if (isFar || shifted.contains(days.get(end))) return;
            sum = sum.plus(byDay.get(days.get(end)));
            if (isEqual(sum)) {
                mark(start, end);
                return;
            }
            // More than they ever billed cannot be what was billed before.
            if (sum.ours() > sum.theirs()) return;
        }
    }

    private void mark(int start, int end) {
        for (var day : days.subList(start, end + 1)) {
            if (!isEqual(byDay.get(day))) shifted.add(day);
        }
    }

    private boolean isEqual(Pair pair) {
        return tolerance.allows(measure, pair.ours(), pair.theirs());
    }
}
