package route.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/** Recognises files that are no text at all, by their first bytes, so that the message can say what they are. */
final class ForeignFormat {

    private static final int LOOKED_AT = 8192;
    private static final List<Magic> MAGIC = List.of(
            new Magic("PK\u0003\u0004", "a zip archive or an Excel or OpenOffice workbook; save the sheet as CSV"),
            new Magic("PK\u0005\u0006", "an empty zip archive"),
            new Magic("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook; save the sheet as CSV"),
            new Magic("PAR1", "a Parquet file; convert it to JSONL or CSV first"),
            new Magic("ORC", "an ORC file; convert it to JSONL or CSV first"),
            new Magic("Obj\u0001", "an Avro file; convert it to JSONL first"),
            new Magic("ARROW1", "an Arrow file; convert it to JSONL or CSV first"),
            new Magic("SQLite format 3\u0000", "an SQLite database; export the table as CSV"),
            new Magic("\u0089PNG", "a PNG picture"),
            new Magic("\u00FF\u00D8\u00FF", "a JPEG picture"),
            new Magic("%PDF-", "a PDF document"),
            new Magic("BZh", "a bzip2 file; unpack it first"),
            new Magic("\u00FD7zXZ", "an xz file; unpack it first"),
            new Magic("(\u00B5/\u00FD", "a zstd file; unpack it first"),
            new Magic("7z\u00BC\u00AF", "a 7-Zip archive; unpack it first"),
            new Magic("\u001F\u008B", "packed with gzip twice; unpack it first"));

    /** How such a file begins, its bytes as characters, and what it is. */
    private record Magic(String start, String meaning) {}

    private ForeignFormat() {}

    /** What the file looks like, for a person; empty where it may be a text whose characters are bytes. */
    static Optional<String> of(byte[] head) {
        var text = new String(head, 0, Math.min(head.length, LOOKED_AT), ISO_8859_1);
        for (var it : MAGIC) {
            if (text.startsWith(it.start()) && !readsOn(text, it.start())) {
                return Optional.of("looks like " + it.meaning());
            }
        }
        return wideOrBinary(text);
    }

    /** A header may begin with the letters of a magic word: then the first line is plain text. */
    private static boolean readsOn(String text, String magic) {
        var line = text.lines().findFirst().orElse("");
        return magic.chars().allMatch(it -> it > ' ' && it < 0x7F)
                && line.chars().allMatch(it -> it >= ' ' && it < 0x7F || it == '\t')
                && !magic.startsWith("%");
    }

    private static Optional<String> wideOrBinary(String text) {
        int controls = 0;
        int[] nuls = new int[2];
        for (int i = 0; i < text.length(); i++) {
            char it = text.charAt(i);
            if (it == 0) {
                nuls[i % 2]++;
            } else if (it < ' ' && it != '\t' && it != '\n' && it != '\r') {
                controls++;
            }
        }
        int most = Math.max(nuls[0], nuls[1]);
        if (most > text.length() / 4 && most > 8 * Math.min(nuls[0], nuls[1])) {
            return Optional.of("looks like UTF-16 without a byte order mark; say --encoding "
                    + (nuls[1] > nuls[0] ? "UTF-16LE" : "UTF-16BE"));
        }
        boolean binary = (nuls[0] + nuls[1] + controls) > text.length() * 3 / 10;
        return binary ? Optional.of("is not text: it is full of control bytes") : Optional.empty();
    }
}
