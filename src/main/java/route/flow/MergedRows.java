package route.flow;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import route.domain.Outcome;
import route.domain.Prepared;
import route.domain.Row;
import route.domain.RowResult;
import route.domain.RowState;
import route.prompt.PromptBuilder;
import route.report.RowResults;
import route.store.AttemptTable.Merged;
import route.tabular.ResultWriter;
import route.tabular.RowFile;

/** Makes parts of the merged file, on any thread: each row as it was read, with the answer its last attempt points to. */
final class MergedRows {
    /** More than most parts have: to grow costs a copy of what is there. */
    private static final int PART_BYTES = 1 << 19;

    private final RowFile input;
    private final Answers answers;
    private final Optional<PromptBuilder> ids;

    /** @param ids reads the user's own ids; empty where the output does not show them */
    MergedRows(RowFile input, Answers answers, Optional<PromptBuilder> ids) {
        this.input = input;
        this.answers = answers;
        this.ids = ids;
    }

    /** Some rows as they stand in the file, and how many they are. */
    record Part(ByteArrayOutputStream bytes, int rows) {}

    /** For one thread, a function that writes rows in the form of {@code writer}. */
    Function<List<Merged>, Part> worker(ResultWriter writer) {
        var lines = input.inOrder();
        return rows -> {
            var bytes = new ByteArrayOutputStream(PART_BYTES);
            var part = writer.beside(bytes);
            for (var it : rows) {
                var raw = lines.raw(it.number(), it.line(), it.offset(), it.length());
                part.write(raw, result(it), ids.isPresent() ? id(raw.parse()) : "");
            }
            part.finish();
            return new Part(bytes, rows.size());
        };
    }

    private String id(Row row) {
        if (!row.readable()) return "";
        return ids.orElseThrow().prepare(row.fields()) instanceof Prepared.Ready it
                ? it.pins().id()
                : "";
    }

    RowResult result(Merged it) {
        var known = new RowResults.Known(
                it.state(),
                it.tier(),
                it.model(),
                it.score(),
                it.task(),
                it.attempts(),
                it.usage(),
                it.cost(),
                it.problem());
        var isWanted = it.state() == RowState.ACCEPTED;
        return RowResults.of(known, isWanted ? answers.of(it) : Optional.<Outcome>empty());
    }
}
