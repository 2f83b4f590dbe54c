package route.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import route.domain.InputException;

/** Reads a small file of text: settings, a template, a system text. */
final class TextFile {
    private static final int MOST_BYTES = 4_000_000;

    private TextFile() {}

    /**
     * The text of a UTF-8 file, without a byte order mark.
     *
     * @param label what messages call the file
     */
    static String read(Path file, String label) {
        var bytes = bytes(file, label);
        if (bytes.length > MOST_BYTES) throw new InputException(label + " is larger than 4 MB\nis it the right file?");
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InputException(label + ":" + lineOfFault(bytes) + ": not UTF-8\nsave the file as UTF-8", e);
        }
    }

    private static byte[] bytes(Path file, String label) {
        if (Files.isDirectory(file)) throw new InputException(label + " is a directory, not a file");
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new InputException(label + " does not exist", e);
        } catch (IOException e) {
            throw new InputException(label + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Decodes as far as it goes and counts the lines up to there. */
    private static long lineOfFault(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(in, java.nio.CharBuffer.allocate(bytes.length), true);
        var lines = 1L;
        for (int i = 0; i < in.position(); i++) if (bytes[i] == '\n') lines++;
        return lines;
    }
}
