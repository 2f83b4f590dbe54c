package route.flow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import route.domain.Bill;
import route.domain.BillDetail;
import route.domain.BillQuery;
import route.domain.Levers;
import route.domain.QualityView;
import route.domain.Sha256;
import route.domain.Source;
import route.store.Database;

/** The books: what was spent on what, and how good the answers were. */
public final class Accounts {
    private final World world;
    private final Home home;
    private final Database store;

    Accounts(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
    }

    public Bill bill(BillQuery query) {
        var total = new BillQuery(List.of(), query.since(), query.until(), query.job(), query.sandbox());
        return new Bill(
                query.by().isEmpty() ? List.of() : store.spend().lines(query),
                store.spend().lines(total).get(0));
    }

    /**
     * Cost against quality.
     *
     * @param query by model and task, or one of them
     * @param halfLife the age at which a rating counts half
     */
    public QualityView quality(BillQuery query, Duration halfLife) {
        var today = world.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
        return new QualityReport(store, query, halfLife, today).view();
    }

    /**
     * Takes ratings of answers from a CSV or JSONL file.
     *
     * @param job of the lines that name none; empty text for none
     * @param scale the highest rating, 1 or 5; 0 to tell it from the numbers
     */
    public FeedbackView feedback(Source source, String job, int scale) {
        var folder = home.spool();
        try {
            var copy = folder.resolve("feedback");
            var layout = new Reception(world, home, store).intake(source, copy);
            return new Feedback(world, home, store).take(copy, layout, job, scale);
        } finally {
            Home.remove(folder);
        }
    }

    /** Whether a report may take this path: nothing is there, or, byte by byte, the report that was written there last. */
    public boolean mayReport(Path file) {
        if (Files.notExists(file)) return true;
        return store.report().wasWritten(place(file), DeliverStep.digest(file));
    }

    /** A report is about to stand at this path. */
    public void reported(Path file, byte[] content) {
        var digest = HexFormat.of().formatHex(Sha256.begin().digest(content));
        store.inTransaction(() -> store.report().written(place(file), digest));
    }

    private static String place(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    /** What the saving on the bill is made of; the dimensions of the query do not matter. */
    public Levers levers(BillQuery query) {
        return store.report().levers(query);
    }

    /**
     * The bill with all that its page shows.
     *
     * @param halfLife the age at which a rating counts half
     */
    public BillDetail detail(BillQuery query, Duration halfLife) {
        var report = store.report();
        return new BillDetail(
                bill(query),
                report.levers(query),
                store.spend().lines(query.by("day", "model")).stream()
                        .sorted(Comparator.comparing(it -> it.group().get("day")))
                        .toList(),
                store.spend().lines(query.by("model")),
                store.spend().lines(query.by("task", "model")),
                report.endings(query),
                report.turnarounds(query),
                report.forecasts(query),
                report.dearest(query),
                quality(query.by("task", "model"), halfLife),
                report.unbilled(query));
    }
}
