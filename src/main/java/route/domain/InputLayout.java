package route.domain;

import java.util.List;

/**
 * How the job's private copy of its input is laid out; found out once, when the copy is made.
 *
 * @param kind CSV, TSV or JSONL
 * @param delimiter between cells; tab for TSV, comma for JSONL (unused)
 * @param header the column names in order, exactly as in the file; empty for JSONL
 * @param dataOffset where the first data row may start in the copy, in bytes
 * @param dataLine the line of the input on which that is, 1 for the first line of the file
 * @param lineEnd what ended the header's line: {@code \n} or {@code \r\n}
 * @param byteOrderMark whether the input began with one (the copy does not)
 * @param bytes size of the copy
 * @param sha256 digest of the copy, lower-case hex
 */
public record InputLayout(
        InputKind kind,
        char delimiter,
        List<String> header,
        long dataOffset,
        long dataLine,
        String lineEnd,
        boolean byteOrderMark,
        long bytes,
        String sha256) {

    public InputLayout {
        header = List.copyOf(header);
    }
}
