package route.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Lane;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.Saving;
import route.domain.Usage;
import route.money.Price;
import route.provider.Dialect;
import route.store.AttemptRecord;
import route.store.BatchRecord;

/** Makes attempts of the lines of a result file. Pure, so any number of threads may do it at once. */
final class ResultLines {
    private static final int MOST_DIGITS = 10;

    private final BatchRecord batch;
    private final Dialect dialect;
    private final int file;
    private final String prefix;
    private final Optional<Price> price;
    private final Optional<Price> list;
    private final Optional<Price> flagship;

    /** @param file its number among all of the batch */
    ResultLines(Desk desk, BatchRecord batch, int file) {
        this.batch = batch;
        this.dialect = desk.remotes().dialect(batch.model());
        this.file = file;
        this.prefix = PlanStep.idPrefix(batch.key()) + "-";
        this.price = desk.price(batch.model(), batch.discount());
        this.list = desk.price(batch.model(), 0);
        var strongest = desk.spec().flagship().models().get(0);
        // Without this program nobody would be asked how hard a row is.
        this.flagship = desk.spec().judging().advises()
                ? Optional.empty()
                : desk.world().prices().find(strongest);
    }

    /**
     * What some lines say.
     *
     * @param strangers lines that belong to no row of the batch
     * @param unmetered answers for which the provider reports no tokens at all: they cannot be billed here, though they may
     *     be there
     * @param end the byte of the file up to which was read
     */
    record Said(List<AttemptRecord> attempts, long strangers, long unmetered, long end) {}

    Said read(LineBlocks.Block block) {
        var attempts = new ArrayList<AttemptRecord>();
        var strangers = 0L;
        var unmetered = 0L;
        var bytes = block.bytes();
        for (var from = 0; from < bytes.length; ) {
            var end = block.lineEnd(from);
            if (end > from) {
                var result = dialect.read(bytes, from, end - from);
                var row = row(result.customId());
                if (row == 0) strangers++;
                else attempts.add(attempt(row, result.outcome(), block.offset() + from, end - from));
                if (row != 0 && isUnmetered(result.outcome())) unmetered++;
            }
            from = end + 1;
        }
        return new Said(attempts, strangers, unmetered, block.end());
    }

    /** The number of the row an id stands for; 0 where it is no id of this batch. */
    private long row(String customId) {
        var digits = customId.length() - prefix.length();
        if (digits < 1 || digits > MOST_DIGITS || !customId.startsWith(prefix)) return 0;
        var row = 0L;
        for (var at = prefix.length(); at < customId.length(); at++) {
            var digit = customId.charAt(at) - '0';
            // No id of ours begins with 0.
            if (digit < 0 || digit > 9 || row == 0 && digit == 0) return 0;
            row = row * 10 + digit;
        }
        return row < batch.firstRow() || row > batch.lastRow() ? 0 : row;
    }

    private static boolean isUnmetered(Outcome outcome) {
        return outcome instanceof Outcome.Answered it && it.usage().equals(Usage.NONE);
    }

    private AttemptRecord attempt(long row, Outcome outcome, long offset, int length) {
        if (!(outcome instanceof Outcome.Answered it)) {
            return AttemptRecord.unbilled(row, outcome, file, offset, length);
        }
        var usage = it.usage();
        var cost = it.cost().isPresent() ? it.cost().get() : priced(usage);
        // What has no price is not in the bill, so it cannot have saved anything either.
        var isBilled = it.cost().isPresent() || price.isPresent();
        var baseline = isBilled && flagship.isPresent() ? flagship.get().of(usage, Lane.REALTIME) : Money.ZERO;
        // The text stays where it is.
        var bare = new Outcome.Answered("", it.finish(), usage);
        return new AttemptRecord(row, bare, file, offset, length, cost, baseline, saving(usage, cost));
    }

    /** What lies between the list price in real time and what was charged. */
    private Optional<Saving> saving(Usage usage, Money cost) {
        if (list.isEmpty() || flagship.isEmpty()) return Optional.empty();
        var listed = priced(usage);
        return Optional.of(new Saving(list.get().of(usage, Lane.REALTIME).minus(listed), listed.minus(cost)));
    }

    /** By the price book, where the provider does not say itself what it charged. */
    private Money priced(Usage usage) {
        return price.isPresent() ? price.get().of(usage, batch.lane()) : Money.ZERO;
    }
}
