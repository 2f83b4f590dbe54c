package route.cli;

import java.util.ArrayList;
import java.util.List;
import route.triage.BadRow;

/** Rows that cannot be used: how many, and the first twenty. */
final class BadRows {

    private static final int MOST_SHOWN = 20;

    private final List<BadRow> first = new ArrayList<>();
    private long count;

    void add(BadRow bad) {
        if (first.size() < MOST_SHOWN) first.add(bad);
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The lines for a person, the count first. */
    List<String> lines(int width) {
        var lines = new ArrayList<String>();
        lines.add("route: " + Figures.count(count, "row") + " cannot be used:");
        lines.addAll(PlanText.badRows(first, width));
        if (count > first.size()) lines.add("  and " + Figures.count(count - first.size()) + " more");
        return lines;
    }
}
