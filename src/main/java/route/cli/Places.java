package route.cli;

import java.nio.file.Path;

/** Paths as people read them. */
final class Places {

    private Places() {}

    /** The path seen from the working directory where it lies below it, otherwise as it is; {@code -} stays. */
    static String near(String path, Path workingDirectory) {
        if (path.isEmpty() || path.equals("-")) return path;
        var place = Path.of(path);
        var isBelow = place.isAbsolute() && place.startsWith(workingDirectory) && !place.equals(workingDirectory);
        return isBelow ? workingDirectory.relativize(place).toString() : path;
    }
}
