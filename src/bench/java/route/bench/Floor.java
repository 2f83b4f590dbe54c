package route.bench;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import route.domain.Source;
import route.tabular.Intake;
import route.tabular.RowReader;

/**
 * What a machine needs for the least that any such program must do with a file, to measure whole commands against: each
 * of these on one thread, one after another, in seconds.
 *
 * <pre>java -cp 'target/launch/.../*' src/bench/java/route/bench/Floor.java FILE DIRECTORY</pre>
 *
 * <p>Prints a line each: {@code copy}, reading the file and writing it again, on disk at the end; {@code parse}, cutting
 * and splitting its rows and nothing more; {@code insert}, as many rows of twelve numbers into an empty table of SQLite,
 * 50,000 a transaction, write-ahead log, every commit on disk.
 */
public final class Floor {
    private static final int ROWS_PER_COMMIT = 50_000;
    private static final int ROWS_PER_CALL = 1_000;

    private Floor() {}

    /** @param args the file, and a directory to work in */
    public static void main(String[] args) throws IOException, SQLException {
        var file = Path.of(args[0]);
        var work = Path.of(args[1]);
        var source = new Source(file.toString(), Optional.empty(), '\0', "");
        var copy = work.resolve("floor.copy");
        try (var in = Files.newInputStream(file)) {
            var layout = Intake.copy(source, in, work.resolve("floor.input"));
            report("copy", () -> copy(file, copy));
            var rows = new long[1];
            report("parse", () -> {
                try (var reader = RowReader.open(work.resolve("floor.input"), layout)) {
                    for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                        if (row.get().parse().readable()) rows[0]++;
                    }
                }
            });
            report("insert", () -> insert(work.resolve("floor.db"), rows[0]));
            System.out.println("rows " + rows[0]);
        }
    }

    private static void report(String name, Work work) throws IOException, SQLException {
        var start = System.nanoTime();
        work.run();
        System.out.printf("%s %.3f%n", name, (System.nanoTime() - start) / 1e9);
    }

    private static void copy(Path from, Path to) throws IOException {
        var buffer = ByteBuffer.allocateDirect(1 << 20);
        try (var in = FileChannel.open(from, READ);
                var out = FileChannel.open(to, CREATE, TRUNCATE_EXISTING, WRITE)) {
            while (in.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
                buffer.clear();
            }
            out.force(true);
        }
    }

    private static void insert(Path file, long rows) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (var setting = connection.createStatement()) {
                setting.execute("PRAGMA journal_mode = WAL");
                setting.execute("PRAGMA synchronous = FULL");
                setting.execute("CREATE TABLE r (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER, d INTEGER,"
                        + " e INTEGER, f INTEGER, g INTEGER, h INTEGER, i INTEGER, j INTEGER, k INTEGER)");
            }
            connection.setAutoCommit(false);
            try (var insert =
                    connection.prepareStatement("INSERT INTO r VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (var n = 1L; n <= rows; n++) {
                    insert.setLong(1, n);
                    insert.setLong(2, 660 * n);
                    for (var column = 3; column <= 12; column++) insert.setLong(column, n * column & 1023);
                    insert.addBatch();
                    if (n % ROWS_PER_CALL == 0 || n == rows) insert.executeBatch();
                    if (n % ROWS_PER_COMMIT == 0 || n == rows) connection.commit();
                }
            }
        }
    }

    /** Something to be timed. */
    private interface Work {
        void run() throws IOException, SQLException;
    }
}
