package route.flow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Lane;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.Usage;
import route.money.Price;
import route.provider.Dialect;
import route.store.AttemptRecord;
import route.store.BatchRecord;
import route.store.JobRecord;

/** Reads one result file into attempts. Rows are recognised by their id alone; strangers and doubles are said aloud. */
final class ResultReader {
    private static final int BLOCK = 2_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Desk desk;
    private final JobRecord job;
    private final BatchRecord batch;
    private final Dialect dialect;
    private final int number;
    private final String prefix;
    private final Optional<Price> price;
    private final Optional<Price> flagship;
    private final List<AttemptRecord> block = new ArrayList<>();
    private long collected;
    private long strangers;
    private long doubles;
    private long unmetered;

    /** @param number of the result file among all of the batch */
    ResultReader(Desk desk, JobRecord job, BatchRecord batch, int number) {
        this.desk = desk;
        this.job = job;
        this.batch = batch;
        this.dialect = desk.remotes().dialect(batch.model());
        this.number = number;
        this.prefix = PlanStep.idPrefix(batch.key()) + "-";
        this.price = desk.world().prices().find(batch.model());
        this.flagship =
                desk.world().prices().find(desk.spec().flagship().models().get(0));
    }

    /** @param start the byte of the file at which the stream stands */
    void readAll(InputStream in, long start) throws IOException {
        var line = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER_BYTES];
        var offset = start;
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            var from = 0;
            for (var at = 0; at < read; at++) {
                if (buffer[at] != '\n') continue;
                line.write(buffer, from, at - from);
                from = at + 1;
                take(line, offset);
                offset += line.size() + 1;
                line.reset();
                if (block.size() >= BLOCK) write(offset);
            }
            line.write(buffer, from, read - from);
        }
        if (line.size() > 0) take(line, offset);
        write(offset + line.size());
        report();
    }

    private void take(ByteArrayOutputStream line, long offset) {
        if (line.size() == 0) return;
        var result = dialect.read(line.toString(StandardCharsets.UTF_8));
        var row = row(result.customId());
        if (row.isEmpty()) strangers++;
        else {
            noteUsage(result.outcome());
            block.add(attempt(row.get(), result.outcome(), offset, line.size()));
        }
    }

    /** The number of the row an id stands for; empty where it is no id of this batch. */
    private Optional<Long> row(String customId) {
        if (!customId.startsWith(prefix)) return Optional.empty();
        var number = customId.substring(prefix.length());
        if (!number.matches("[1-9]\\d{0,9}")) return Optional.empty();
        var row = Long.parseLong(number);
        return row < batch.firstRow() || row > batch.lastRow() ? Optional.empty() : Optional.of(row);
    }

    /** An answer for which the provider reports no tokens at all cannot be billed here, though it may be there. */
    private void noteUsage(Outcome outcome) {
        if (outcome instanceof Outcome.Answered it && it.usage().equals(Usage.NONE)) unmetered++;
    }

    /** What the provider itself says an answer cost: it knows better than any price list. */
    private static Optional<Money> told(Outcome outcome) {
        return outcome instanceof Outcome.Answered it ? it.cost() : Optional.empty();
    }

    private AttemptRecord attempt(long row, Outcome outcome, long offset, int length) {
        var usage = outcome.<Optional<Usage>>fold(
                it -> Optional.of(it.usage()), it -> Optional.empty(), it -> Optional.empty());
        var cost = told(outcome)
                .or(() -> usage.flatMap(it -> price.map(p -> p.of(it, batch.lane()))))
                .orElse(Money.ZERO);
        var baseline =
                usage.flatMap(it -> flagship.map(p -> p.of(it, Lane.REALTIME))).orElse(Money.ZERO);
        return new AttemptRecord(row, outcome, number, offset, length, cost, baseline);
    }

    /** Writes the block down together with the place reached in the file. */
    private void write(long offset) {
        block.sort(java.util.Comparator.comparingLong(AttemptRecord::row));
        desk.inTransaction(() -> {
            var doubled = desk.store().attempts().add(batch.n(), block);
            // What was fetched once more is read once more.
            if (batch.refetched() == 0) doubles += doubled.size();
            desk.store()
                    .rows()
                    .returned(batch, block.stream().map(AttemptRecord::row).toList());
            desk.store().batches().read(batch.n(), number, offset);
        });
        collected += block.size();
        block.clear();
        desk.progress(job.id(), "collecting", collected, batch.rows());
    }

    private void report() {
        var whose = " in the results of batch " + batch.remoteId() + " of "
                + batch.model().provider();
        if (strangers > 0) desk.say(Event.Level.WARNING, job, strangers + " lines belong to no row of ours" + whose);
        if (unmetered > 0) {
            var note =
                    unmetered + " answers of " + batch.model() + " came without token counts: they are not in the bill";
            desk.inTransaction(() -> desk.store().jobs().note(job.n(), note));
            desk.say(Event.Level.WARNING, job, note);
        }
        if (doubles > 0)
            desk.say(Event.Level.WARNING, job, doubles + " rows were answered twice" + whose + "; the first counts");
    }
}
