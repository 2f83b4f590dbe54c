package route.tabular;

/** One row a line. Only LF ends a line; a CR before it belongs to the line end (JSON Lines, jsonlines.org). */
final class JsonlCut implements RowCut {

    private final Stops lineEnd = new Stops('\n', '\n', '\n');
    private int end;
    private int lineEnds;
    private boolean blank;

    @Override
    public int next(byte[] bytes, int from, int to, boolean last) {
        int at = lineEnd.next(bytes, from, to);
        if (at == to && !last) {
            return -1;
        }
        lineEnds = at < to ? 1 : 0;
        end = at > from && bytes[at - 1] == '\r' ? at - 1 : at;
        blank = isBlank(bytes, from, end);
        return Math.min(to, at + 1);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public int lineEnds() {
        return lineEnds;
    }

    @Override
    public int[] cellEnds() {
        return RawRow.UNSEEN;
    }

    @Override
    public boolean blank() {
        return blank;
    }
}
