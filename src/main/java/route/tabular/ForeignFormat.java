package route.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Recognises files that are no text at all, by their first bytes, so that the message can say what they are. */
final class ForeignFormat {

    private static final int LOOKED_AT = 8192;
    private static final Map<String, String> MAGIC = new LinkedHashMap<>();

    static {
        MAGIC.put("PK\u0003\u0004", "a zip archive or an Excel or OpenOffice workbook; save the sheet as CSV");
        MAGIC.put("PK\u0005\u0006", "an empty zip archive");
        MAGIC.put("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook; save the sheet as CSV");
        MAGIC.put("PAR1", "a Parquet file; convert it to JSONL or CSV first");
        MAGIC.put("ORC", "an ORC file; convert it to JSONL or CSV first");
        MAGIC.put("Obj\u0001", "an Avro file; convert it to JSONL first");
        MAGIC.put("ARROW1", "an Arrow file; convert it to JSONL or CSV first");
        MAGIC.put("SQLite format 3\u0000", "an SQLite database; export the table as CSV");
        MAGIC.put("\u0089PNG", "a PNG picture");
        MAGIC.put("\u00FF\u00D8\u00FF", "a JPEG picture");
        MAGIC.put("%PDF-", "a PDF document");
        MAGIC.put("BZh", "a bzip2 file; unpack it first");
        MAGIC.put("\u00FD7zXZ", "an xz file; unpack it first");
        MAGIC.put("(\u00B5/\u00FD", "a zstd file; unpack it first");
        MAGIC.put("7z\u00BC\u00AF", "a 7-Zip archive; unpack it first");
        MAGIC.put("\u001F\u008B", "packed with gzip twice; unpack it first");
    }

    private ForeignFormat() {}

    /** What the file looks like, for a person; empty where it may be a text whose characters are bytes. */
    static Optional<String> of(byte[] head) {
        var text = new String(head, 0, Math.min(head.length, LOOKED_AT), ISO_8859_1);
        for (var it : MAGIC.entrySet()) {
            if (text.startsWith(it.getKey()) && !readsOn(text, it.getKey())) {
                return Optional.of("looks like " + it.getValue());
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
