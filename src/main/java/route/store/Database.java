package route.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import route.domain.OwnerOnly;

/**
 * The open database of a home. Used by one thread; other processes may have it open too.
 *
 * <p>Every commit is synchronous ({@code synchronous=FULL}): a forgotten submission is a second bill.
 */
public final class Database implements AutoCloseable {
    private static final int BUSY_MILLIS = 30_000;
    private static final int CACHE_KIB = 12_288;
    private static final int SQLITE_BUSY = 5;
    private static final int OPENING_TRIES = 1_500;
    private static final long OPENING_PAUSE_NANOS = 20_000_000;

    private final Connection connection;
    private final Sql sql;
    private final Labels labels;
    private final PastBatches past;
    private final Consumer<String> contacts;
    private final List<Move> moves = new ArrayList<>();
    private Consumer<Move> watcher = it -> {};
    private boolean inTransaction;

    private Database(Connection connection, Consumer<String> contacts, Consumer<String> statements) {
        this.connection = connection;
        this.contacts = contacts;
        this.sql = new Sql(connection, statements);
        this.labels = new Labels(sql);
        this.past = new PastBatches(sql);
    }

    /** Opens the database file, makes it where it is missing (readable by its owner alone), and brings it up to date. */
    public static Database open(Path file) {
        return open(file, it -> {});
    }

    /** @param contacts told before and after each commit */
    public static Database open(Path file, Consumer<String> contacts) {
        return open(file, contacts, it -> {});
    }

    /** @param statements told of every SQL statement when it is made ready */
    public static Database open(Path file, Consumer<String> contacts, Consumer<String> statements) {
        makePrivate(file);
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setCacheSize(-CACHE_KIB);
        var database = new Database(connect(file, config), contacts, statements);
        new Migrations(database, file).run();
        return database;
    }

    /**
     * Turning on the write-ahead log answers busy at once where another process opens or closes the file at that moment;
     * SQLite's own waiting does not cover it.
     */
    private static Connection connect(Path file, SQLiteConfig config) {
        for (var tries = 1; ; tries++) {
            try {
                return config.createConnection("jdbc:sqlite:" + file);
            } catch (SQLException e) {
                if (e.getErrorCode() != SQLITE_BUSY || tries >= OPENING_TRIES) throw StoreException.of(e);
                LockSupport.parkNanos(OPENING_PAUSE_NANOS);
            }
        }
    }

    private static void makePrivate(Path file) {
        try {
            if (Files.notExists(file)) {
                Files.createFile(file, OwnerOnly.ofFile(file));
            }
        } catch (java.nio.file.FileAlreadyExistsException raced) {
            // Another process made it in between, which is as good.
            return;
        } catch (IOException e) {
            throw new StoreException("the database " + file + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** From now on told of every move of a job or a batch once it is committed. */
    public void watch(Consumer<Move> newWatcher) {
        watcher = newWatcher;
    }

    Sql sql() {
        return sql;
    }

    Labels labels() {
        return labels;
    }

    /** Does it all or nothing. A transaction inside a transaction is a bug. */
    public <T> T inTransaction(Supplier<T> work) {
        if (inTransaction) throw new IllegalStateException("a transaction inside a transaction");
        sql.update("BEGIN IMMEDIATE");
        inTransaction = true;
        var done = false;
        try {
            var result = work.get();
            contacts.accept("before a commit");
            sql.update("COMMIT");
            done = true;
            contacts.accept("after a commit");
            tellMoves();
            return result;
        } finally {
            inTransaction = false;
            if (!done) rollBack();
        }
    }

    private void moved(Move move) {
        moves.add(move);
        past.forget();
    }

    /** The watcher may look around, so the transaction is over for it. */
    private void tellMoves() {
        inTransaction = false;
        var told = List.copyOf(moves);
        moves.clear();
        told.forEach(watcher);
    }

    /** Does it all or nothing. */
    public void inTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return null;
        });
    }

    private void rollBack() {
        labels.forget();
        moves.clear();
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has already rolled back by itself (full disk, for one); the first exception tells the story.
            return;
        }
    }

    /** What SQLite finds wrong with the file; empty when it is sound. */
    public Optional<String> damage() {
        try {
            var found = sql.list("PRAGMA quick_check(3)", row -> row.getString(1));
            return found.equals(List.of("ok")) ? Optional.empty() : Optional.of(String.join("; ", found));
        } catch (StoreException e) {
            // Too damaged to be checked: that is an answer too.
            return Optional.of(e.getMessage());
        }
    }

    public JobTable jobs() {
        return new JobTable(sql, this::moved);
    }

    public RowTable rows() {
        return new RowTable(sql, labels);
    }

    public WaitingRows waiting() {
        return new WaitingRows(sql, labels);
    }

    public BatchTable batches() {
        return new BatchTable(sql, this::moved);
    }

    public BatchesAtProvider atProvider() {
        return new BatchesAtProvider(sql);
    }

    public PastBatches past() {
        return past;
    }

    public AttemptTable attempts() {
        return new AttemptTable(sql, labels);
    }

    public DecisionTable decisions() {
        return new DecisionTable(sql);
    }

    public LedgerTable ledger() {
        return new LedgerTable(sql);
    }

    public QualityTable quality() {
        return new QualityTable(sql, labels);
    }

    public LatencyTable latencies() {
        return new LatencyTable(sql);
    }

    public SampleTable samples() {
        return new SampleTable(sql);
    }

    public SeenTable seen() {
        return new SeenTable(sql, labels);
    }

    public VitalsTable vitals() {
        return new VitalsTable(sql);
    }

    public MetricsTable metrics() {
        return new MetricsTable(sql);
    }

    public AlertTable alerts() {
        return new AlertTable(sql);
    }

    public NoticeTable notices() {
        return new NoticeTable(sql);
    }

    public SpendTable spend() {
        return new SpendTable(sql);
    }

    public Tallies tallies() {
        return new Tallies(sql, labels);
    }

    public ReportTable report() {
        return new ReportTable(sql);
    }

    @Override
    public void close() {
        Sql.checked(() -> {
            connection.close();
            return null;
        });
    }
}
