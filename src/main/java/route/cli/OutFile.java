package route.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.util.function.Consumer;
import route.domain.InputException;
import route.domain.OwnerOnly;
import route.domain.Source;

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
        write(workingDirectory.resolve(target).normalize(), writer);
    }

    /** Refuses to write over what is being read. */
    static void refuseInput(String target, Path workingDirectory, Source source) {
        if (target.isEmpty() || target.equals("-") || source.isStdin()) return;
        var file = workingDirectory.resolve(target).normalize();
        try {
            var input = workingDirectory.resolve(source.path());
            if (!Files.isRegularFile(file) || !Files.exists(input) || !Files.isSameFile(file, input)) return;
        } catch (IOException e) {
            throw new InputException("cannot write " + file + ": " + Failure.reason(e), e);
        }
        throw new InputException(file + " is the input; it is left as it is\nname another file with -o");
    }

    /** Refuses to write over a file that is there already; devices and pipes are written to. */
    static void refuseForeign(String target, Path workingDirectory) {
        if (target.isEmpty() || target.equals("-")) return;
        var file = workingDirectory.resolve(target).normalize();
        if (!Files.isRegularFile(file)) return;
        throw new InputException(
                file + " exists; it is left as it is\n" + "name another file with -o, or replace it with --overwrite");
    }

    /** Writes a file that its user alone may read (0600). */
    static void writePrivately(Path file, Consumer<PrintStream> writer) {
        write(file, writer, OwnerOnly.ofFile(file));
    }

    private static void write(Path file, Consumer<PrintStream> writer, FileAttribute<?>... mode) {
        try {
            replace(file, writer, mode);
        } catch (IOException e) {
            throw new InputException("cannot write " + file + ": " + Failure.reason(e), e);
        }
    }

    private static void replace(Path named, Consumer<PrintStream> writer, FileAttribute<?>... mode) throws IOException {
        if (Files.isDirectory(named)) throw new InputException("cannot write " + named + ": it is a directory");
        if (Files.exists(named) && !Files.isRegularFile(named)) {
            // A device or a pipe is written to. Put in its place, a file would take /dev/null from the whole machine.
            fill(named, writer);
            return;
        }
        var file = Files.exists(named) ? named.toRealPath() : named;
        if (!Files.isDirectory(file.getParent())) {
            throw new InputException("cannot write " + named + ": there is no directory " + file.getParent());
        }
        var aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(aside);
            Files.createFile(aside, mode);
            fill(aside, writer);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void fill(Path file, Consumer<PrintStream> writer) throws IOException {
        try (var stream =
                new PrintStream(new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
            writer.accept(stream);
            if (stream.checkError()) throw new IOException("the disk may be full");
        }
    }
}
