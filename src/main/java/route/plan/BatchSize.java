package route.plan;

import java.util.Set;

/** How many rows the next batch takes. */
public final class BatchSize {

    private BatchSize() {}

    /**
     * As many as there are and fit; but where batches can be told apart by their size alone, a size that no open batch
     * has, as long as there is one.
     *
     * @param waiting rows that wait, at least 1
     * @param most rows that fit into one batch
     * @param taken sizes of open batches
     */
    public static int of(long waiting, int most, Set<Integer> taken) {
        var wanted = (int) Math.min(waiting, most);
        for (var size = wanted; size >= 1; size--) {
            if (!taken.contains(size)) return size;
        }
        return wanted;
    }
}
