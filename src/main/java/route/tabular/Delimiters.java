package route.tabular;

import java.util.List;

/** Finds the delimiter of a table: the one that stands in the header and gives the rows as many cells as that. */
final class Delimiters {

    private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
    private static final int ROWS_LOOKED_AT = 200;

    private Delimiters() {}

    /**
     * @param head the first bytes of the table
     * @param whole whether that is all of it
     */
    static char sniff(byte[] head, boolean whole) {
        char best = ',';
        double bestScore = 0;
        for (char it : CANDIDATES) {
            double score = score(head, whole, it);
            if (score > bestScore) {
                best = it;
                bestScore = score;
            }
        }
        return best;
    }

    /** 0 where the header has one cell; else mainly the share of rows with as many cells, then the number of cells. */
    private static double score(byte[] head, boolean whole, char delimiter) {
        var cut = new CsvCut(delimiter);
        int columns = 0;
        int rows = 0;
        int fitting = 0;
        int at = 0;
        while (at < head.length && rows < ROWS_LOOKED_AT) {
            at = cut.next(head, at, head.length, whole);
            if (at < 0) {
                break;
            }
            if (cut.blank()) {
                continue;
            }
            boolean sound = cut.fault() == CsvCut.Fault.NONE;
            if (columns == 0) {
                columns = cut.cells();
            } else {
                rows++;
                fitting += sound && cut.cells() == columns ? 1 : 0;
            }
        }
        return columns < 2 ? 0 : (rows == 0 ? 1 : (double) fitting / rows) + columns / (columns + 1.0) / 1000 + 1e-9;
    }
}
