package route.domain;

import java.util.Optional;

/**
 * The input a job reads.
 *
 * @param path the file as an absolute path, or {@code -} for standard input
 * @param kind how it is read; empty to go by the file's name, then by its first bytes
 * @param delimiter between CSV cells; 0 to find it out from {@code , ; tab |}
 * @param encoding a charset name; empty for UTF-8, or UTF-16 where a byte order mark says so
 */
public record Source(String path, Optional<InputKind> kind, char delimiter, String encoding) {

    public static final String STDIN = "-";

    public boolean isStdin() {
        return path.equals(STDIN);
    }
}
