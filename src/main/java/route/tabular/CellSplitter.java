package route.tabular;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Splits rows into cells with one Commons CSV parser, which is fed row after row: making a parser costs as much as
 * splitting a short row. For one thread at a time.
 */
final class CellSplitter {

    private final Feed feed = new Feed();
    private final Iterator<CSVRecord> records;

    CellSplitter(char delimiter) {
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
        try {
            records =
                    CSVParser.builder().setReader(feed).setFormat(format).get().iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells of a row whose quoting is sound, given without its line end. */
    String[] split(String row) {
        feed.row = row;
        feed.at = 0;
        return records.next().values();
    }

    /** Gives the parser one row and a line end, and nothing of the next row before it is asked for. */
    private static final class Feed extends Reader {
        private String row = "";
        private int at;

        @Override
        public int read(char[] target, int offset, int length) {
            if (at > row.length()) {
                throw new IllegalStateException("the row has no end");
            }
            int count = Math.min(length, row.length() - at);
            row.getChars(at, at + count, target, offset);
            at += count;
            if (at == row.length() && count < length) {
                target[offset + count] = '\n';
                at++;
                return count + 1;
            }
            return count;
        }

        @Override
        public void close() {
            row = "";
        }
    }
}
