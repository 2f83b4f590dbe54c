package route.tabular;

import java.util.List;
import java.util.Optional;
import route.domain.Fields;
import route.domain.InputLayout;
import route.domain.Row;

/** How the rows of one input are cut and read. Safe for any number of threads. */
sealed interface RowForm permits CsvForm, JsonlForm {

    static RowForm of(InputLayout layout) {
        return layout.kind().isTable() ? new CsvForm(layout.delimiter(), layout.header()) : new JsonlForm();
    }

    /** A cutter for one walk over the input. */
    RowCut cut();

    Row parse(RawRow row);

    /** The row without fields that says what is wrong with it. */
    static Row broken(RawRow raw, String problem) {
        return new Row(raw.number(), raw.line(), raw.offset(), raw.length(), NoFields.NONE, problem);
    }

    /** What is said of the first byte that is not UTF-8. */
    static String notUtf8(byte[] bytes, int at) {
        return "is not UTF-8: byte " + Utf8.name(bytes[at]) + " at byte " + (at + 1)
                + " of the row; if the file has another encoding, name it with --encoding";
    }

    /** Nothing, for rows that cannot be read. */
    enum NoFields implements Fields {
        NONE;

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> json(String name) {
            return Optional.empty();
        }
    }
}
