package route.tabular;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import route.domain.InputKind;
import route.domain.RowResult;

/**
 * Writes the merged file: what the user's row was, and what became of it. Rows are written in the order they come. For
 * one thread.
 *
 * <p>Where the output has the input's kind, a row's bytes are written as they were read. A row that could not be read
 * is not lost: see {@link TableResults} and {@link JsonlResults}.
 */
public sealed interface ResultWriter permits TableResults, JsonlResults, OpenAiResults {

    /** What a buffer holds before it is passed on; rows are not flushed one by one. */
    int BUFFER_BYTES = 1 << 16;

    /**
     * A writer that has not written anything yet but the head of the file, if its kind has one. From JSONL to a table it
     * first walks once over the input, to learn all keys.
     *
     * @param safeCells whether cells of a table that a spreadsheet would run as a formula get a quote in front
     */
    static ResultWriter to(OutputStream out, RowFile input, InputKind kind, boolean safeCells) {
        var buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        return switch (kind) {
            case CSV, TSV -> TableResults.begin(buffered, input, kind, safeCells);
            case JSONL -> JsonlResults.begin(buffered, input.layout());
            case OPENAI -> new OpenAiResults(buffered);
        };
    }

    /** One that writes rows elsewhere, in the same form, without a head: for another thread, in parts of the same file. */
    ResultWriter beside(OutputStream out);

    /**
     * Writes one row.
     *
     * @param userId the user's own id of the row, for output in OpenAI's form; empty for none
     */
    void write(RawRow row, RowResult result, String userId);

    /** Passes on what is left in the buffer. The stream stays open: it is its owner who syncs and closes it. */
    void finish();
}
