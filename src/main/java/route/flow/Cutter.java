package route.flow;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import route.domain.Lane;
import route.domain.Limits;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Prepared;
import route.domain.RowState;
import route.domain.Usage;
import route.plan.BatchSize;
import route.prompt.PromptBuilder;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.store.RowRecord;
import route.store.RowTable;
import route.tabular.RowFile;

/**
 * Fills one batch with rows of a group: their requests are written to a file, the file is made durable, and then the
 * batch and its rows are written down in one transaction. A file without its batch is written again.
 */
final class Cutter {
    private static final int PAGE = 2_000;

    private final Desk desk;
    private final JobRecord job;
    private final int round;
    private final RowTable.Waiting group;
    private final RowFile input;
    private final PromptBuilder prompts;
    private final ModelRef model;
    private final String key;
    private final Set<String> said = new HashSet<>();
    private long inputTokens;

    Cutter(Desk desk, JobRecord job, int round, RowTable.Waiting group, RowFile input, PromptBuilder prompts) {
        this.desk = desk;
        this.job = job;
        this.round = round;
        this.group = group;
        this.input = input;
        this.prompts = prompts;
        this.model = ModelRef.parse(group.model());
        this.key = key(desk.store().batches().count(job.n()) + 1);
    }

    /** How many waiting rows were dealt with, in a batch or as too large for any, and the last one's number. */
    record Done(int rows, long lastRow) {

        Done and(Done before) {
            return new Done(rows + before.rows, lastRow);
        }
    }

    /** Takes some of the {@code waiting} rows, which come after the row {@code after}. */
    Done cut(long waiting, long after) {
        var remote = desk.remotes().of(model);
        var limits = remote.limits();
        var rows = BatchSize.of(waiting, limits.maxRows(), remote.dialect().isRecognisable() ? Set.of() : taken());
        try (var file = new ShardFile(
                desk.home().shard(job.id(), key), remote.dialect().framing(), new Limits(rows, limits.maxBytes()))) {
            var refused = fill(file, after);
            return file.isEmpty() ? refused : seal(file).and(refused);
        }
    }

    /** Sizes of batches that are open at the provider or about to be; of one size more they could not be told apart. */
    private Set<Integer> taken() {
        var sizes = new HashSet<Integer>();
        desk.store().batches().openAt(model.provider(), desk.spec().sandbox()).forEach(it -> sizes.add(it.rows()));
        desk.store().batches().ofJob(job.n()).stream()
                .filter(it -> !it.state().isFinal())
                .map(BatchRecord::rows)
                .forEach(sizes::add);
        return sizes;
    }

    /** What was too large for any batch, all before the first row in the file. */
    private Done fill(ShardFile file, long start) {
        var refused = new Done(0, start);
        var after = start;
        for (var page = page(after); !page.isEmpty(); page = page(after)) {
            for (var row : page) {
                var request = request(row);
                after = row.number();
                if (file.hasRoomFor(request)) {
                    file.add(row.number(), request, worst(row));
                    inputTokens += row.inputTokens();
                } else if (file.isEmpty()) {
                    refuse(row, request.length);
                    refused = new Done(refused.rows() + 1, after);
                } else {
                    return refused;
                }
            }
            desk.progress(job.id(), "preparing", after, job.rows());
        }
        return refused;
    }

    private List<RowRecord> page(long after) {
        return desk.store().rows().waiting(job.n(), group, after, PAGE);
    }

    private byte[] request(RowRecord row) {
        var read = input.read(row.number(), row.line(), row.offset(), row.length());
        if (!(prompts.prepare(read.fields()) instanceof Prepared.Ready ready)) {
            throw new IllegalStateException("row " + row.number() + " was usable when it was read, but is no longer");
        }
        var id = PlanStep.idPrefix(key) + "-" + row.number();
        var dialect = desk.remotes().dialect(model);
        var fitted =
                Leniency.fit(ready.prompt(), model, dialect, desk.spec().ask().lenient());
        fitted.notes().forEach(this::note);
        return dialect.render(id, model.model(), fitted.prompt(), row.maxTokens());
    }

    /** What the plan did not say, because the row was meant for another model then. */
    private void note(String left) {
        if (!job.notes().contains(left) && said.add(left)) desk.say(Event.Level.NOTE, job, left);
    }

    /** A request larger than a whole batch may be is of no use to any other row: it fails alone. */
    private void refuse(RowRecord row, int bytes) {
        var why = "it makes a request of " + bytes + " bytes, more than " + model.provider() + " takes in one batch";
        desk.inTransaction(() -> {
            desk.store().rows().giveUp(job.n(), List.of(new RowTable.Judged(row.number(), RowState.FAILED, why)));
            desk.store().jobs().count(job.n(), 0, 1, 0);
        });
    }

    private Money worst(RowRecord row) {
        return desk.world()
                .prices()
                .find(model)
                .map(it -> it.of(Usage.of(row.inputTokens(), row.maxTokens()), Lane.BATCH))
                .orElse(Money.ZERO);
    }

    private Done seal(ShardFile file) {
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
                            Lane.BATCH,
                            cut,
                            inputTokens,
                            file.worst(),
                            desk.now());
            var assigned = desk.store().rows().assign(job.n(), group, cut.firstRow(), cut.lastRow(), batch);
            if (assigned != cut.rows()) {
                throw new IllegalStateException(assigned + " rows assigned to a batch of " + cut.rows());
            }
        });
        return new Done(cut.rows(), cut.lastRow());
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
        var digest = ShardFile.sha256().digest(facts.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 12);
    }
}
