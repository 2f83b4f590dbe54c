package route.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a multipart form part by part (RFC 7578); a part's bytes are streamed, never held. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)[;\\s]filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
    private static final int LONGEST_HEADER = 16_384;

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] fallback;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;

    /** A part's headers, as far as they matter; {@code fileName} is empty for a plain field. */
    record Part(String name, String fileName) {}

    Multipart(InputStream body, String contentType) throws IOException {
        in = body;
        var boundary = first(BOUNDARY, contentType).filter(it -> contentType.startsWith("multipart/form-data"));
        delimiter = ("\r\n--" + boundary.orElseThrow(Multipart::broken)).getBytes(StandardCharsets.ISO_8859_1);
        fallback = fallback(delimiter);
        // the first delimiter has no line before it; what stands before it is to be ignored
        copy(OutputStream.nullOutputStream(), Long.MAX_VALUE, 2);
    }

    /** The next part, whose bytes {@link #copy} then reads; empty at the end of the form. */
    Optional<Part> next() throws IOException {
        var start = new String(new byte[] {(byte) read(), (byte) read()}, StandardCharsets.ISO_8859_1);
        if (start.equals("--")) return Optional.empty();
        if (!start.equals("\r\n")) throw broken();
        var disposition = "";
        for (var line = headerLine(); !line.isEmpty(); line = headerLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-disposition:")) disposition = line;
        }
        var name = first(NAME, disposition).orElseThrow(Multipart::broken);
        return Optional.of(new Part(name, first(FILE_NAME, disposition).orElse("")));
    }

    /** Copies the part's bytes; a 413 where they are more than {@code most}. */
    long copy(OutputStream out, long most) throws IOException {
        return copy(out, most, 0);
    }

    /** A field's text; a 400 where it is unreasonably long. */
    String text() throws IOException {
        var bytes = new ByteArrayOutputStream();
        copy(bytes, LONGEST_HEADER);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Knuth, Morris and Pratt: {@code matched} bytes of the delimiter are held back until it is certain. */
    private long copy(OutputStream out, long most, int alreadyMatched) throws IOException {
        var copied = 0L;
        var matched = alreadyMatched;
        while (matched < delimiter.length) {
            if (matched == 0) copied += copyRun(out);
            var next = read();
            if (next < 0) throw broken();
            while (matched > 0 && (byte) next != delimiter[matched]) {
                var shorter = fallback[matched - 1];
                out.write(delimiter, 0, matched - shorter);
                copied += matched - shorter;
                matched = shorter;
            }
            if ((byte) next == delimiter[matched]) {
                matched++;
            } else {
                out.write(next);
                copied++;
            }
            if (copied > most) throw Visit.tooLarge().asCall();
        }
        return copied;
    }

    /** Copies at once what cannot begin a delimiter; large files come through here. */
    private int copyRun(OutputStream out) throws IOException {
        var end = at;
        while (end < filled && buffer[end] != delimiter[0]) end++;
        var length = end - at;
        out.write(buffer, at, length);
        at = end;
        return length;
    }

    private int read() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(buffer));
            at = 0;
            if (filled == 0) return -1;
        }
        return buffer[at++] & 0xFF;
    }

    private static int[] fallback(byte[] pattern) {
        var table = new int[pattern.length];
        for (int i = 1, length = 0; i < pattern.length; i++) {
            while (length > 0 && pattern[i] != pattern[length]) length = table[length - 1];
            if (pattern[i] == pattern[length]) length++;
            table[i] = length;
        }
        return table;
    }

    private String headerLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = read(); next != '\n'; next = read()) {
            if (next < 0 || line.size() > LONGEST_HEADER) throw broken();
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) return Optional.empty();
        return Optional.of(found.group(1) == null ? found.group(2) : found.group(1));
    }

    private static RefusedCall broken() {
        return Refusal.invalid("The body is not a well-formed multipart form.").asCall();
    }
}
