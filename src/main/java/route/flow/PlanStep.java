package route.flow;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import route.domain.Endpoint;
import route.domain.JobState;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Prepared;
import route.domain.Prompt;
import route.domain.Usage;
import route.prompt.PromptBuilder;
import route.store.JobRecord;
import route.store.RowRecord;
import route.tabular.RowFile;

/**
 * Puts waiting rows into batches: their requests are written to a file, the file is made durable, and then the batch and
 * its rows are written down in one transaction. A file without its batch is written again.
 */
final class PlanStep implements Step {
    private static final int PAGE = 2_000;

    private final Desk desk;

    PlanStep(Desk desk) {
        this.desk = desk;
    }

    @Override
    public int advance(JobRecord job) {
        if (job.state() == JobState.CANCELLING) return leaveOut(job);
        if (job.state() != JobState.RUNNING) return 0;
        var waiting = job.pending() - desk.store().batches().rowsUnderWay(job.n());
        if (waiting <= 0) return 0;
        if (!job.planning()) {
            // A round begins when the one before is over, so that its stragglers travel together.
            if (desk.store().batches().open(job.n()) > 0) return 0;
            desk.inTransaction(() -> desk.store().jobs().plan(job.n(), job.round() + 1, true));
        }
        var round = job.planning() ? job.round() : job.round() + 1;
        var planned = 0;
        for (var group : desk.store().rows().waiting(job.n())) {
            planned += plan(job, round, ModelRef.parse(group.model()), group.endpoint());
        }
        desk.inTransaction(() -> desk.store().jobs().plan(job.n(), round, false));
        return planned;
    }

    private int leaveOut(JobRecord job) {
        return desk.inTransaction(() -> {
            var left = desk.store().rows().skipWaiting(job.n(), "the job was cancelled");
            desk.store().jobs().count(job.n(), 0, 0, left);
            return left;
        });
    }

    private int plan(JobRecord job, int round, ModelRef model, Endpoint endpoint) {
        var layout = desk.store().jobs().layout(job.n());
        var prompts = new PromptBuilder(desk.spec().ask(), layout.header());
        var batches = 0;
        try (var input = RowFile.open(desk.home().input(job.id()), layout)) {
            var more = true;
            while (more) {
                var cutter = new Cutter(job, round, model, endpoint, input, prompts);
                more = cutter.cut();
                batches += cutter.written ? 1 : 0;
                if (desk.world().sleeper().stopping()) throw new StoppedException();
            }
        }
        return batches;
    }

    /** Fills one batch. */
    private final class Cutter {
        private final JobRecord job;
        private final int round;
        private final ModelRef model;
        private final Endpoint endpoint;
        private final RowFile input;
        private final PromptBuilder prompts;
        private final String key;
        private boolean written;

        Cutter(JobRecord job, int round, ModelRef model, Endpoint endpoint, RowFile input, PromptBuilder prompts) {
            this.job = job;
            this.round = round;
            this.model = model;
            this.endpoint = endpoint;
            this.input = input;
            this.prompts = prompts;
            this.key = key(job, round, model, endpoint, desk.store().batches().count(job.n()) + 1);
        }

        /** Writes a batch of the rows that wait; whether more may wait after it. */
        boolean cut() {
            var remote = desk.remotes().of(model);
            try (var file = new ShardFile(
                    desk.home().shard(job.id(), key), remote.dialect().framing(), remote.limits())) {
                var full = fill(file);
                if (file.isEmpty()) return false;
                seal(file);
                return full;
            }
        }

        private boolean fill(ShardFile file) {
            var after = 0L;
            for (var page = page(after); !page.isEmpty(); page = page(after)) {
                for (var row : page) {
                    var request = request(row);
                    if (!file.hasRoomFor(request)) {
                        if (file.isEmpty()) throw tooLarge(row, request.length);
                        return true;
                    }
                    file.add(row.number(), request, worst(row));
                    after = row.number();
                }
                desk.progress(job.id(), "preparing", after, job.rows());
            }
            return false;
        }

        private List<RowRecord> page(long after) {
            return desk.store().rows().waiting(job.n(), model.toString(), endpoint, after, PAGE);
        }

        private byte[] request(RowRecord row) {
            var prepared = prompts.prepare(input.read(row.number(), row.line(), row.offset(), row.length())
                    .fields());
            if (prepared instanceof Prepared.Ready it) return render(row, it.prompt());
            throw new IllegalStateException("row " + row.number() + " was usable when it was read, but is no longer");
        }

        private byte[] render(RowRecord row, Prompt prompt) {
            var dialect = desk.remotes().dialect(model);
            return dialect.render(idPrefix(key) + "-" + row.number(), model.model(), prompt, row.maxTokens());
        }

        private HeldException tooLarge(RowRecord row, int bytes) {
            return new HeldException("row " + row.number() + " (line " + row.line() + ") makes a request of " + bytes
                    + " bytes, more than " + model.provider() + " takes in one batch");
        }

        private Money worst(RowRecord row) {
            return desk.world()
                    .prices()
                    .find(model)
                    .map(it -> it.of(Usage.of(row.inputTokens(), row.maxTokens()), Lane.BATCH))
                    .orElse(Money.ZERO);
        }

        private void seal(ShardFile file) {
            desk.contact("before a request file is put in its place");
            var cut = file.seal();
            desk.contact("after a request file was put in its place");
            desk.inTransaction(() -> {
                var batch = desk.store()
                        .batches()
                        .add(job.n(), key, round, model, endpoint, Lane.BATCH, cut, file.worst(), desk.now());
                var assigned = desk.store()
                        .rows()
                        .assign(job.n(), model.toString(), endpoint, cut.firstRow(), cut.lastRow(), batch);
                if (assigned != cut.rows()) {
                    throw new IllegalStateException(assigned + " rows assigned to a batch of " + cut.rows());
                }
            });
            written = true;
        }
    }

    /** What the custom ids of a batch begin with; it names the batch, so that a stranger's result is noticed. */
    static String idPrefix(String key) {
        return "r" + key.substring(0, 12);
    }

    private static String key(JobRecord job, int round, ModelRef model, Endpoint endpoint, long place) {
        var facts = String.join(
                "|", job.id().value(), job.createdAt().toString(), "" + round, "" + model, "" + endpoint, "" + place);
        var digest = ShardFile.sha256().digest(facts.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 12);
    }
}
