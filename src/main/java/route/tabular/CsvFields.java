package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import route.domain.Fields;

/**
 * The cells of one row by column name; of columns with the same name, the first. A cell becomes text when it is asked for:
 * of fifty columns a prompt may need one.
 *
 * <p>Where a row of sound quoting was cut, all its cells were found, and what is left to do is to take off the quotes. A
 * second parser would only find the same borders again, at more than the cost of everything else that is done to a row;
 * the tests hold what is read here against Commons CSV.
 */
final class CsvFields implements Fields {

    private final List<String> header;
    private final Map<String, Integer> columns;
    private final byte[] row;
    private final int[] ends;

    /**
     * @param row valid UTF-8, its quoting sound
     * @param ends where each cell ends
     */
    CsvFields(List<String> header, Map<String, Integer> columns, byte[] row, int[] ends) {
        this.header = header;
        this.columns = columns;
        this.row = row;
        this.ends = ends;
    }

    @Override
    public List<String> names() {
        return header;
    }

    @Override
    public Optional<String> text(String name) {
        var column = columns.get(name);
        return column == null ? Optional.empty() : Optional.of(cell(column));
    }

    @Override
    public Optional<String> json(String name) {
        return text(name)
                .map(it -> '"' + new String(JsonStringEncoder.getInstance().quoteAsString(it)) + '"');
    }

    /** All cells in their order, those under repeated names too. */
    List<String> cells() {
        return IntStream.range(0, ends.length).mapToObj(this::cell).toList();
    }

    private String cell(int place) {
        int start = place == 0 ? 0 : ends[place - 1] + 1;
        int length = ends[place] - start;
        if (length == 0 || row[start] != '"') return new String(row, start, length, UTF_8);
        var inside = new String(row, start + 1, length - 2, UTF_8);
        return inside.indexOf('"') < 0 ? inside : inside.replace("\"\"", "\"");
    }
}
