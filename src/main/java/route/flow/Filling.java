package route.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.Prepared;
import route.domain.Prompt;
import route.domain.RowState;
import route.domain.Usage;
import route.money.Price;
import route.plan.Way;
import route.prompt.PromptBuilder;
import route.provider.Dialect;
import route.store.JobRecord;
import route.store.RowTable;
import route.store.WaitingRows;
import route.tabular.Ordered;
import route.tabular.RowFile;
import route.triage.Leniency;

/**
 * Fills the request file of one batch with waiting rows, in their order, until it is full or none is left. Requests are
 * made on two threads, a little ahead of the file.
 */
final class Filling {
    private static final int WORKERS = 2;
    private static final int BLOCK_ROWS = 256;
    private static final long BLOCK_BYTES = 128 << 10;

    private final Desk desk;
    private final JobRecord job;
    private final WaitingRows.Waiting group;
    private final ModelRef model;
    private final Way way;
    private final String idPrefix;
    private final RowFile input;
    private final PromptBuilder prompts;
    private final Calls calls;
    private final ShardFile file;
    private final int maxRows;
    private final Optional<Price> price;
    private final boolean mayWriteCache;
    private final Set<String> noted = new HashSet<>();
    private final long before;
    private long handedOut;
    private int underWay;
    private boolean isFull;
    private long refused;
    private long lastRefused;
    private long inputTokens;

    Filling(
            Desk desk,
            JobRecord job,
            WaitingRows.Waiting group,
            Way way,
            String key,
            Source source,
            ShardFile file,
            int maxRows) {
        this.desk = desk;
        this.job = job;
        this.group = group;
        this.model = ModelRef.parse(group.model());
        this.way = way;
        this.idPrefix = PlanStep.idPrefix(key) + "-";
        this.input = source.input();
        this.prompts = source.prompts();
        this.calls = source.calls();
        this.file = file;
        this.maxRows = maxRows;
        this.before = Extent.prepared(desk, job);
        this.price = desk.price(model, way.discount());
        this.mayWriteCache = desk.remotes().dialect(model).mayWriteCache(model.model());
    }

    /**
     * Where rows are read from, and how prompts are made of them.
     *
     * @param calls have their turn between two blocks of rows
     */
    record Source(RowFile input, PromptBuilder prompts, Calls calls) {}

    /** A row and what is sent for it. */
    private record Request(WaitingRows.Unsent row, byte[] json, List<String> notes) {}

    /** @param after rows after this one are taken */
    void run(long after) {
        handedOut = after;
        lastRefused = after;
        var last = -1L;
        // What is refused leaves room for as many rows more.
        while (!isFull && file.rows() < maxRows && handedOut > last) {
            last = handedOut;
            Ordered.<WaitingRows.Unsent, List<Request>>run(WORKERS, this::next, this::worker, this::take);
        }
    }

    /** How many rows were too large for any batch, all before the first row in the file. */
    long refused() {
        return refused;
    }

    /** The last of those; the row after which was begun where there is none. */
    long lastRefused() {
        return lastRefused;
    }

    long inputTokens() {
        return inputTokens;
    }

    private List<WaitingRows.Unsent> next() {
        calls.turn();
        var room = maxRows - file.rows() - underWay;
        if (isFull || room <= 0) return List.of();
        var rows = desk.store().waiting().unsent(job.n(), group, handedOut, Math.min(room, BLOCK_ROWS));
        var bytes = 0L;
        var count = 0;
        while (count < rows.size() && bytes < BLOCK_BYTES)
            bytes += rows.get(count++).length();
        if (count > 0) handedOut = rows.get(count - 1).number();
        underWay += count;
        return rows.subList(0, count);
    }

    private Function<List<WaitingRows.Unsent>, List<Request>> worker() {
        var dialect = desk.remotes().dialect(model);
        var lines = input.inOrder();
        return rows -> {
            var requests = new ArrayList<Request>(rows.size());
            for (var row : rows) {
                var read = lines.raw(row.number(), row.line(), row.offset(), row.length());
                if (!(prompts.prepare(read.parse().fields()) instanceof Prepared.Ready ready)) {
                    throw new IllegalStateException(
                            "row " + row.number() + " was usable when it was read, but is no longer");
                }
                var id = idPrefix + row.number();
                var fitted = Leniency.fit(
                        ready.prompt(), model, dialect, desk.spec().ask().lenient());
                requests.add(new Request(row, said(dialect, id, fitted.prompt(), row), fitted.notes()));
            }
            return requests;
        };
    }

    private byte[] said(Dialect dialect, String id, Prompt prompt, WaitingRows.Unsent row) {
        return switch (way.lane()) {
            case BATCH -> dialect.render(id, model.model(), prompt, row.maxTokens());
            case REALTIME ->
                new route.realtime.Request(
                                id,
                                (long) row.inputTokens() + row.maxTokens(),
                                dialect.ask(model.model(), prompt, row.maxTokens()))
                        .line();
        };
    }

    private void take(List<Request> requests) {
        underWay -= requests.size();
        for (var it : requests) {
            if (isFull) return;
            it.notes().forEach(this::note);
            if (file.hasRoomFor(it.json())) add(it);
            else if (file.isEmpty()) refuse(it);
            else isFull = true;
        }
        desk.progress(job.id(), "preparing", before + refused + file.rows(), job.rows());
    }

    /** What the plan did not say, because the row was meant for another model then. */
    private void note(String left) {
        if (!job.notes().contains(left) && noted.add(left)) desk.say(Event.Level.NOTE, job, left);
    }

    private void add(Request it) {
        file.add(it.row().number(), it.json(), worst(it.row()));
        inputTokens += it.row().inputTokens();
    }

    private Money worst(WaitingRows.Unsent row) {
        return price.isPresent()
                ? price.get().atMost(Usage.of(row.inputTokens(), row.maxTokens()), way.lane(), mayWriteCache)
                : Money.ZERO;
    }

    /** A request larger than a whole batch may be is of no use to any other row: it fails alone. */
    private void refuse(Request it) {
        var why = "it makes a request of " + it.json().length + " bytes, more than " + model.provider()
                + " takes in one batch";
        desk.inTransaction(() -> {
            var judged = new RowTable.Judged(it.row().number(), RowState.FAILED, why);
            desk.store().rows().giveUp(job.n(), List.of(judged));
            desk.store().jobs().count(job.n(), 0, 1, 0);
        });
        refused++;
        lastRefused = it.row().number();
    }
}
