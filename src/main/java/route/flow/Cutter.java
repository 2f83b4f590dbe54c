package route.flow;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import route.domain.Lane;
import route.domain.Limits;
import route.domain.ModelRef;
import route.domain.Sha256;
import route.plan.BatchSize;
import route.plan.Way;
import route.provider.Framing;
import route.store.BatchRecord;
import route.store.BatchTable;
import route.store.JobRecord;
import route.store.WaitingRows;

/**
 * Fills one batch with rows of a group: their requests are written to a file, the file is made durable, and then the
 * batch and its rows are written down in one transaction. A file without its batch is written again.
 */
final class Cutter {
    /** A real-time batch is a piece of work for one process; what it answered counts, and can be had, once it is over. */
    private static final Limits ASKED_AT_ONCE = new Limits(10_000, 64_000_000);

    private final Desk desk;
    private final JobRecord job;
    private final int round;
    private final WaitingRows.Waiting group;
    private final Filling.Source source;
    private final ModelRef model;
    private final Way way;
    private final String key;

    Cutter(Desk desk, JobRecord job, int round, WaitingRows.Waiting group, Filling.Source source) {
        this.desk = desk;
        this.job = job;
        this.round = round;
        this.group = group;
        this.source = source;
        this.model = ModelRef.parse(group.model());
        this.way = desk.way(job, group);
        this.key = key(desk.store().batches().count(job.n()) + 1);
    }

    /** How many waiting rows were dealt with, in a batch or as too large for any, and the last one's number. */
    record Done(long rows, long lastRow) {}

    /** Takes some of the {@code waiting} rows, which come after the row {@code after}. */
    Done cut(long waiting, long after) {
        var remote = desk.remotes().of(model);
        var realtime = way.lane() == Lane.REALTIME;
        var limits = realtime ? ASKED_AT_ONCE : remote.limits();
        var apart = realtime || remote.dialect().isRecognisable() ? Set.<Integer>of() : taken();
        var rows = BatchSize.of(waiting, limits.maxRows(), apart);
        try (var file = new ShardFile(
                desk.home().shard(job.id(), key),
                realtime ? Framing.LINES : remote.dialect().framing(),
                new Limits(rows, limits.maxBytes()))) {
            var filling = new Filling(desk, job, group, way, key, source, file, rows);
            filling.run(after);
            if (file.isEmpty()) return new Done(filling.refused(), filling.lastRefused());
            var cut = seal(file, filling.inputTokens());
            return new Done(cut.rows() + filling.refused(), cut.lastRow());
        }
    }

    /** Sizes of batches that are open at the provider or about to be; of one size more they could not be told apart. */
    private Set<Integer> taken() {
        var sizes = new HashSet<Integer>();
        desk.store()
                .atProvider()
                .openAt(model.provider(), desk.spec().sandbox())
                .forEach(it -> sizes.add(it.rows()));
        desk.store().batches().ofJob(job.n()).stream()
                .filter(it -> !it.state().isFinal())
                .map(BatchRecord::rows)
                .forEach(sizes::add);
        return sizes;
    }

    private BatchTable.Cut seal(ShardFile file, long inputTokens) {
        desk.contact("before a request file is put in its place");
        var cut = file.seal();
        desk.contact("after a request file was put in its place");
        desk.inTransaction(() -> {
            var batch = desk.store()
                    .batches()
                    .add(
                            job.n(),
                            key,
                            round,
                            model,
                            group.endpoint(),
                            new BatchTable.Terms(
                                    way.lane(),
                                    way.discount(),
                                    group.deadline(),
                                    way.from().orElse(desk.now())),
                            cut,
                            new BatchTable.Size(inputTokens, file.worst(), file.worstRow()));
            var assigned = desk.store().waiting().assign(job.n(), group, cut.firstRow(), cut.lastRow(), batch);
            if (assigned != cut.rows()) {
                throw new IllegalStateException(assigned + " rows assigned to a batch of " + cut.rows());
            }
        });
        return cut;
    }

    private String key(long place) {
        var facts = String.join(
                "|",
                job.id().value(),
                job.createdAt().toString(),
                Integer.toString(round),
                group.model(),
                group.endpoint().name(),
                Long.toString(place));
        var digest = Sha256.begin().digest(facts.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 12);
    }
}
