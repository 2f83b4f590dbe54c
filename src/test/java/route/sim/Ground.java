package route.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/** The disk of a world: a folder in memory where there is such a thing, of which pictures can be taken. */
final class Ground implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path outer;
    private final Path folder;
    private final Path picture;

    Ground() {
        try {
            outer = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "route-sim-")
                    : Files.createTempDirectory("route-sim-");
            folder = Files.createDirectory(outer.resolve("disk"));
            picture = outer.resolve("picture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Keeps the disk as it is now, so that what a dying process still tidies up is undone. */
    void takePicture() {
        remove(picture);
        try (var all = Files.walk(folder)) {
            for (var path : (Iterable<Path>) all::iterator) {
                Files.copy(
                        path, picture.resolve(folder.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the disk back as the picture has it. */
    void restore() {
        remove(folder);
        try {
            Files.move(picture, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Path folder) {
        if (Files.notExists(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        remove(outer);
    }
}
