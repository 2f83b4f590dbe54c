package route.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.OwnerOnly;

/** One folder of small files, each written whole and never changed. */
final class Disk {
    private final Path folder;

    /** Makes the folder where it is missing. */
    Disk(Path folder) throws IOException {
        this.folder = OwnerOnly.folder(folder);
    }

    /** Names that come over the network go no further than this: no dots or slashes, so no way out of the folder. */
    static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_-]{1,100}");
    }

    /** Removes what was written aside by processes that died; what is younger may belong to one that lives. */
    void sweep(Instant before) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".aside-*")) {
            for (var file : leftovers) {
                // a file that another server has just taken away counts as very old, and is not there to delete
                if (file.toFile().lastModified() < before.toEpochMilli()) Files.deleteIfExists(file);
            }
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(path(name));
    }

    Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A new file beside the others that is not part of them yet. */
    Path aside() throws IOException {
        return Files.createTempFile(folder, ".aside-", ".part");
    }

    void write(String name, byte[] bytes) throws IOException {
        var aside = aside();
        Files.write(aside, bytes);
        settle(aside, name);
    }

    /** Gives a file written aside its name, once its bytes are safe. */
    void settle(Path aside, String name) throws IOException {
        try (var channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(aside, path(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Harmless where there is none. */
    void remove(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    /** Adds one line at the end in a single write, so that lines of two processes do not mix. */
    void append(String name, byte[] line) throws IOException {
        try (var channel = FileChannel.open(path(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line));
        }
    }

    /** The names that end so, without that ending, in no order. */
    List<String> names(String ending) throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ending)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (!name.startsWith(".")) names.add(name.substring(0, name.length() - ending.length()));
            }
        }
        return names;
    }
}
