package route.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import route.domain.InputException;

/** Where a command's data goes: standard output, or a file that is written aside and renamed into place. */
final class OutFile {

    private OutFile() {}

    /** Lets {@code writer} write to {@code out}, or to {@code target} where that is neither empty nor {@code -}. */
    static void write(String target, Path workingDirectory, PrintStream out, Consumer<PrintStream> writer) {
        if (target.isEmpty() || target.equals("-")) {
            writer.accept(out);
            out.flush();
            return;
        }
        var file = workingDirectory.resolve(target).normalize();
        try {
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) pour(file, writer);
            else replace(file, writer);
        } catch (IOException e) {
            throw new InputException("cannot write " + file + ": " + Failure.reason(e), e);
        }
    }

    /** Into what is no file of its own, such as a pipe or {@code /dev/null}: a rename would put a file in its place. */
    private static void pour(Path target, Consumer<PrintStream> writer) throws IOException {
        try (var stream = new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.WRITE)),
                false,
                StandardCharsets.UTF_8)) {
            writer.accept(stream);
            if (stream.checkError()) throw new IOException("it takes no more");
        }
    }

    private static void replace(Path file, Consumer<PrintStream> writer) throws IOException {
        if (Files.isDirectory(file)) throw new InputException("cannot write " + file + ": it is a directory");
        var aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var stream = new PrintStream(
                    new BufferedOutputStream(Files.newOutputStream(aside)), false, StandardCharsets.UTF_8)) {
                writer.accept(stream);
                if (stream.checkError()) throw new IOException("the disk may be full");
            }
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
