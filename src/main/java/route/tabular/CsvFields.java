package route.tabular;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.Fields;

/** The cells of one row by column name; of columns with the same name, the first. */
final class CsvFields implements Fields {

    private final List<String> header;
    private final Map<String, Integer> columns;
    private final String[] cells;

    CsvFields(List<String> header, Map<String, Integer> columns, String[] cells) {
        this.header = header;
        this.columns = columns;
        this.cells = cells;
    }

    @Override
    public List<String> names() {
        return header;
    }

    @Override
    public Optional<String> text(String name) {
        var column = columns.get(name);
        return column == null ? Optional.empty() : Optional.of(cells[column]);
    }

    @Override
    public Optional<String> json(String name) {
        return text(name)
                .map(it -> '"' + new String(JsonStringEncoder.getInstance().quoteAsString(it)) + '"');
    }

    /** All cells in their order, those under repeated names too. */
    List<String> cells() {
        return List.of(cells);
    }
}
