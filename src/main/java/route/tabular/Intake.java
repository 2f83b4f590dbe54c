package route.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Locale;
import route.domain.InputException;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.OwnerOnly;
import route.domain.Sha256;
import route.domain.Source;

/** Makes the job's private copy of an input: unpacked, in UTF-8, without byte order mark, its layout known. */
public final class Intake {

    private static final int HEAD_BYTES = 8192;
    private static final int BUFFER_BYTES = 1 << 17;

    private Intake() {}

    /**
     * Opens the file of an input; the caller closes it.
     *
     * @throws InputException where it is missing, a directory or not readable, or the source is standard input
     */
    public static InputStream open(Source source) {
        if (source.isStdin()) {
            throw new IllegalArgumentException("standard input is opened by whoever holds it");
        }
        var path = Path.of(source.path());
        if (Files.isDirectory(path)) {
            throw new InputException(path + " is a directory; name one CSV, TSV or JSONL file.");
        }
        if (!Files.exists(path)) {
            throw new InputException("There is no file " + path + ".");
        }
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new InputException(path + " cannot be read: " + e.getClass().getSimpleName() + ".", e);
        }
    }

    /**
     * Copies an input to {@code target}, on disk when this returns, and finds its layout; nothing is left there where it
     * fails.
     *
     * @throws InputException where the input is no CSV, TSV or JSONL text, or its header cannot be read
     */
    public static InputLayout copy(Source source, InputStream in, Path target) {
        checkSettings(source);
        try {
            var copied = copyBytes(source, in, target);
            return new LayoutFinder(source, name(source), target).find(copied);
        } catch (IOException e) {
            discard(target, e);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            discard(target, e);
            throw e;
        }
    }

    private static void checkSettings(Source source) {
        if (source.kind().filter(it -> it == InputKind.OPENAI).isPresent()) {
            throw new InputException("--input-format openai is for output only.\n"
                    + "Files written for the OpenAI Batch API are jsonl.");
        }
        char delimiter = source.delimiter();
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter > '~') {
            throw new InputException("--delimiter: one plain character is wanted, such as , ; | or a tab.");
        }
    }

    private static Copied copyBytes(Source source, InputStream in, Path target) throws IOException {
        var name = name(source);
        var text = unpacked(in, name, source.path().toLowerCase(Locale.ROOT).endsWith(".gz"));
        var head = peek(text);
        var bom = Bom.of(head);
        var encoding = Encodings.of(source.encoding(), bom, name);
        if (encoding.isEmpty() || !encoding.get().name().startsWith("UTF-")) {
            ForeignFormat.of(head).ifPresent(it -> {
                throw new InputException(name + " " + it + ".");
            });
        }
        text.skipNBytes(bom.length());
        var digest = Sha256.begin();
        try (var channel = OwnerOnly.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
            if (encoding.isPresent()) {
                new Transcoder(name, encoding.get(), bom.length()).copy(text, out);
            } else {
                pour(text, out);
            }
            channel.force(true);
            return new Copied(channel.size(), HexFormat.of().formatHex(digest.digest()), bom != Bom.NONE);
        }
    }

    /** {@link InputStream#transferTo} takes 8 KB at a time, which doubles the cost of copying a large file. */
    private static void pour(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    /** The input without its gzip wrapping, if it has one; told by its first bytes, whatever its name. */
    private static PushbackInputStream unpacked(InputStream in, String name, boolean namedGz) throws IOException {
        var raw = new PushbackInputStream(in, HEAD_BYTES);
        var head = peek(raw);
        boolean gzip = head.length >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
        if (!gzip && namedGz) {
            throw new InputException(name + " is named .gz but holds no gzip data.\nRename it, or pack it with gzip.");
        }
        return gzip ? new PushbackInputStream(StrictGzip.open(raw, name), HEAD_BYTES) : raw;
    }

    private static byte[] peek(PushbackInputStream in) throws IOException {
        var head = in.readNBytes(HEAD_BYTES);
        in.unread(head);
        return head;
    }

    private static String name(Source source) {
        return source.isStdin() ? "Standard input" : source.path();
    }

    private static void discard(Path target, Exception because) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** What copying found out. */
    record Copied(long bytes, String sha256, boolean byteOrderMark) {}
}
