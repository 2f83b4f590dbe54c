package route.domain;

import java.util.Optional;

/**
 * Where and how the merged file is written.
 *
 * @param path an absolute path, or {@code -} for standard output
 * @param kind csv, tsv, jsonl or openai; empty for the input's own
 * @param overwrite whether a file that this job did not write may be replaced
 * @param safeCells whether cells that a spreadsheet would run as a formula get a quote in front
 * @param discard whether the providers are asked to delete their copies once the answers are here
 */
public record Delivery(String path, Optional<InputKind> kind, boolean overwrite, boolean safeCells, boolean discard) {

    /** One that leaves the providers' copies to the providers. */
    public Delivery(String path, Optional<InputKind> kind, boolean overwrite, boolean safeCells) {
        this(path, kind, overwrite, safeCells, false);
    }

    /** The same, over whatever file is there. */
    public Delivery overwriting() {
        return new Delivery(path, kind, true, safeCells, discard);
    }

    public boolean isStdout() {
        return path.equals("-");
    }
}
