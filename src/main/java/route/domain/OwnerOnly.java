package route.domain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that their owner alone may read, where the file system knows owners. */
public final class OwnerOnly {
    private static final FileAttribute<?>[] NOTHING = {};

    private OwnerOnly() {}

    /** Opens a file; one that is made by this is its owner's alone (0600). */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), ofFile(file));
    }

    /** Makes a folder with its parents where they are missing, each its owner's alone (0700). */
    public static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, ofFolder(folder));
    }

    /** What a file is made with. */
    public static FileAttribute<?>[] ofFile(Path file) {
        return only(file, "rw-------");
    }

    /** What a folder is made with. */
    public static FileAttribute<?>[] ofFolder(Path folder) {
        return only(folder, "rwx------");
    }

    private static FileAttribute<?>[] only(Path path, String mode) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return NOTHING;
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
    }
}
