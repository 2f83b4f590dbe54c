package route.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import route.domain.OwnerOnly;
import route.domain.Sha256;

/**
 * Brings a database up to date: numbered SQL files, applied in order, each in one transaction with the record of its
 * digest. A released file is never edited.
 */
final class Migrations {
    static final List<String> FILES = List.of(
            "001-first.sql",
            "002-realtime.sql",
            "003-deadlines.sql",
            "004-cancelling.sql",
            "005-policy.sql",
            "006-seen.sql",
            "007-cleared.sql",
            "008-sample.sql",
            "009-levers.sql",
            "010-alerts.sql",
            "011-decisions.sql",
            "012-reports.sql",
            "013-held.sql",
            "014-planned.sql",
            "015-gone.sql",
            "016-rejected.sql");

    private final Database database;
    private final Path file;
    private final List<String> files;

    /** @param file the database's own file; a backup is written beside it before anything is changed */
    Migrations(Database database, Path file) {
        this(database, file, FILES);
    }

    Migrations(Database database, Path file, List<String> files) {
        this.database = database;
        this.file = file;
        this.files = files;
    }

    void run() {
        var sql = database.sql();
        var version = (int) sql.number("PRAGMA user_version");
        if (version > files.size()) {
            throw new StoreException(
                    "the database was written by a newer route (version " + version + "); use that one", null);
        }
        if (version > 0 && version < files.size()) backUp(version);
        for (var next = version; next < files.size(); next++) {
            apply(next + 1, files.get(next));
        }
    }

    /** A whole copy of the database as the older program left it, to go back to. */
    private void backUp(int version) {
        var backup = file.resolveSibling(file.getFileName() + ".v" + version + ".backup");
        if (Files.exists(backup)) return;
        var aside = backup.resolveSibling(backup.getFileName() + ".part");
        try {
            Files.deleteIfExists(aside);
            // An empty file is filled, and keeps its mode.
            OwnerOnly.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .close();
            database.sql().forget();
            database.sql().update("VACUUM INTO ?", aside.toString());
            Files.move(aside, backup, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StoreException("the backup " + backup + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void apply(int number, String file) {
        var text = read(file);
        var sql = database.sql();
        database.inTransaction(() -> {
            // Another process may have been quicker between our look and our lock.
            if (sql.number("PRAGMA user_version") >= number) return;
            statements(text).forEach(sql::update);
            sql.update("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, digest TEXT NOT NULL)");
            sql.update("INSERT INTO migration VALUES (?, ?)", number, Sha256.of(text));
            sql.update("PRAGMA user_version = " + number);
        });
    }

    /** Statements end with a semicolon at the end of a line; comment lines are left out. */
    private static List<String> statements(String text) {
        var bare =
                text.lines().filter(it -> !it.stripLeading().startsWith("--")).toList();
        return java.util.Arrays.stream(String.join("\n", bare).split(";\\s*\n"))
                .map(it -> it.strip().replaceFirst(";$", ""))
                .filter(it -> !it.isBlank())
                .toList();
    }

    private static String read(String file) {
        try (var in = Migrations.class.getResourceAsStream("/route/store/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
