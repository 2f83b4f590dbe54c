package route.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the place the program works in: Java, the state directory, the disk, the store. */
final class HouseCheck {

    private static final int LEAST_JAVA = 17;
    private static final long LEAST_BYTES = 1L << 30;
    private static final String PRIVATE = "rwx------";

    private final Console console;

    HouseCheck(Console console) {
        this.console = console;
    }

    static Finding java(int feature) {
        return feature >= LEAST_JAVA
                ? Finding.ok("java", "Java " + feature)
                : Finding.mend("java", "Java " + feature + " is too old; 17 or newer is needed");
    }

    List<Finding> state() {
        var findings = new ArrayList<Finding>();
        var home = console.home();
        try {
            PrivateFolder.make(home);
            findings.add(permissions(home));
            findings.add(disk(home));
            findings.add(writable(home));
            findings.add(store());
        } catch (IOException | RuntimeException e) {
            findings.add(Finding.mend(
                    "state",
                    home + ": "
                            + Failure.of(wrapped(e), console.outside().mendable())
                                    .lines()
                                    .get(0)));
        }
        return findings;
    }

    private static Throwable wrapped(Exception e) {
        return e instanceof IOException io ? new java.io.UncheckedIOException(io) : e;
    }

    private static Finding permissions(Path home) throws IOException {
        var permissions = PrivateFolder.permissions(home);
        if (permissions.isEmpty()) return Finding.note("state", home + " (this file system has no permissions)");
        return permissions.get().equals(PRIVATE)
                ? Finding.ok("state", home.toString())
                : Finding.mend(
                        "state", home + " is open to others (" + permissions.get() + "); run: chmod 700 " + home);
    }

    private static Finding disk(Path home) throws IOException {
        var free = Files.getFileStore(home).getUsableSpace();
        var text = Figures.count(free >> 20) + " MB free";
        return free >= LEAST_BYTES ? Finding.ok("disk", text) : Finding.mend("disk", text + "; 1,024 MB should be");
    }

    private static Finding writable(Path home) throws IOException {
        var probe = Files.createTempFile(home, "probe", ".tmp");
        Files.delete(probe);
        return Finding.ok("writable", "files can be made there");
    }

    private Finding store() {
        try (var jobs = console.look()) {
            var open = jobs.list(false).size();
            return jobs.damage()
                    .map(it -> Finding.mend("store", "SQLite finds damage: " + it))
                    .orElseGet(() -> Finding.ok("store", "sound; " + Figures.count(open, "open job")));
        }
    }
}
