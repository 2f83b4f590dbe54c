package route.flow;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.InputException;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.Row;
import route.store.Database;
import route.store.JobRecord;
import route.store.QualityTable.Took;
import route.tabular.RowReader;

/**
 * Writes ratings of answers down. A row has one rating, the last, so that a file may be imported as often as one likes.
 */
final class Feedback {
    private static final int SHOWN = 10;
    private static final int PER_TRANSACTION = 5_000;
    private static final List<String> COLUMNS = List.of("job", "row", "id", "rating");

    private final World world;
    private final Home home;
    private final Database store;
    private final Map<String, Optional<JobRecord>> jobs = new HashMap<>();
    private final Map<Long, Map<String, Long>> ids = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private final Map<Took, Long> took = new HashMap<>();
    private long blank;
    private long unmatched;

    Feedback(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
    }

    /** A rating as the file has it. */
    private record Rating(long line, String job, String row, String id, String text) {}

    /**
     * Takes the ratings of a file that was copied.
     *
     * @param job of the lines that name none; empty text for none
     * @param scale 1 or 5, the highest number there may be; 0 to tell it from the numbers
     */
    FeedbackView take(Path copy, InputLayout layout, String job, int scale) {
        check(layout, job);
        var ratings = new Ratings();
        var found = new ArrayList<Rating>();
        try (var reader = RowReader.open(copy, layout)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                read(row.get().parse(), job, ratings).ifPresent(found::add);
            }
        }
        var toFive = ratings.isToFive(scale);
        learnIds(found);
        for (var from = 0; from < found.size(); from += PER_TRANSACTION) {
            var part = found.subList(from, Math.min(from + PER_TRANSACTION, found.size()));
            store.inTransaction(() -> part.forEach(it -> rate(it, toFive)));
        }
        return new FeedbackView(
                found.size(), count(Took.NEW), count(Took.CHANGED), count(Took.SAME), blank, unmatched, examples);
    }

    private long count(Took what) {
        return took.getOrDefault(what, 0L);
    }

    private static void check(InputLayout layout, String job) {
        if (layout.kind() == InputKind.JSONL) return;
        var header = layout.header();
        var hasRow = header.contains("row") || header.contains("id");
        if (header.contains("rating") && hasRow && (header.contains("job") || !job.isEmpty())) return;
        throw new InputException("the columns are " + String.join(", ", header) + "\n"
                + "feedback has the columns job, row or id, and rating; --job JOB stands for the first");
    }

    private Optional<Rating> read(Row row, String job, Ratings ratings) {
        if (!row.readable()) throw new InputException("line " + row.line() + ": " + row.problem());
        var values = new HashMap<String, String>();
        for (var column : COLUMNS)
            values.put(column, row.fields().text(column).orElse("").strip());
        var text = values.get("rating");
        if (text.isEmpty() || text.equals("null")) {
            blank++;
            return Optional.empty();
        }
        if (!ratings.isOne(text)) {
            throw new InputException("line " + row.line() + ": rating is '" + text + "'\n"
                    + "must be pass or fail, or a number from 0 to 1 or from 1 to 5");
        }
        var named = values.get("job").isEmpty() ? job : values.get("job");
        if (named.isEmpty()) {
            throw new InputException("line " + row.line() + ": it names no job\nname one there, or with --job JOB");
        }
        return Optional.of(new Rating(row.line(), named, values.get("row"), values.get("id"), text));
    }

    private Optional<JobRecord> job(String text) {
        return jobs.computeIfAbsent(text, it -> {
            if (it.equals("@last")) return store.jobs().last();
            var found = store.jobs().startingWith(it);
            if (found.size() == 1) return Optional.of(found.get(0));
            return found.stream().filter(one -> one.id().value().equals(it)).findFirst();
        });
    }

    /** Which rows the users' own ids stand for, in the jobs of which ratings name rows by id. */
    private void learnIds(List<Rating> ratings) {
        var wanted = new LinkedHashMap<Long, JobRecord>();
        for (var it : ratings) {
            if (it.row().isEmpty()) {
                job(it.job()).filter(job -> !isCleared(job)).ifPresent(job -> wanted.put(job.n(), job));
            }
        }
        wanted.values().forEach(job -> ids.put(job.n(), new RowIds(home, store, job).rows()));
    }

    private boolean isCleared(JobRecord job) {
        return store.jobs().isCleared(job.n());
    }

    private void rate(Rating it, boolean toFive) {
        var job = job(it.job());
        if (job.isEmpty()) {
            leave(it, "there is no job '" + it.job() + "'");
            return;
        }
        if (isCleared(job.get())) {
            leave(it, "the rows and answers of job " + job.get().id() + " are cleared away");
            return;
        }
        var row = row(it, job.get());
        if (row == RowIds.TWICE) leave(it, "several rows have the id '" + it.id() + "'; name the row");
        if (row == 0)
            leave(it, "job " + job.get().id() + " has no row " + (it.row().isEmpty() ? it.id() : it.row()));
        if (row <= 0) return;
        var answered = store.quality().answered(job.get().n(), row);
        if (answered.isEmpty()) {
            leave(it, "row " + row + " of job " + job.get().id() + " has no answer");
            return;
        }
        var day = world.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
        var rating = Ratings.thousandths(it.text(), toFive);
        took.merge(store.quality().rate(job.get().n(), answered.get(), day, rating), 1L, Long::sum);
    }

    private long row(Rating it, JobRecord job) {
        if (it.row().isEmpty()) return ids.get(job.n()).getOrDefault(it.id(), 0L);
        var number = it.row().matches("[1-9]\\d{0,9}") ? Long.parseLong(it.row()) : 0;
        return number <= job.rows() ? number : 0;
    }

    private void leave(Rating it, String why) {
        unmatched++;
        if (examples.size() < SHOWN) examples.add("line " + it.line() + ": " + why);
    }
}
