package route.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import route.domain.InputException;
import route.domain.OwnerOnly;

/** The state directory on disk: private to its user. */
final class PrivateFolder {

    private PrivateFolder() {}

    /** Makes the directory where it is missing, for its user alone (0700). */
    static void make(Path home) {
        try {
            if (Files.isDirectory(home)) return;
            if (home.getParent() != null) Files.createDirectories(home.getParent());
            Files.createDirectory(home, OwnerOnly.ofFolder(home));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(home)) {
                throw new InputException(
                        "the state directory " + home + " is a file\nname another one with --home DIR", e);
            }
        } catch (IOException e) {
            throw new InputException(
                    "cannot make the state directory " + home + ": " + Failure.reason(e)
                            + "\nname another one with --home DIR or ROUTE_HOME",
                    e);
        }
    }

    /** The directory's permissions as {@code rwx------}; empty where the file system has none. */
    static Optional<String> permissions(Path home) throws IOException {
        if (!home.getFileSystem().supportedFileAttributeViews().contains("posix")) return Optional.empty();
        Set<java.nio.file.attribute.PosixFilePermission> set = Files.getPosixFilePermissions(home);
        return Optional.of(PosixFilePermissions.toString(set));
    }
}
