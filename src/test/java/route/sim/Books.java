package route.sim;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;

/** A provider's own books: every batch it took, every row it worked on, and every complaint about what it was sent. */
public final class Books {

    private final String provider;
    private final Mischief mischief;
    private final long seed;
    private final List<SimBatch> batches = new ArrayList<>();
    private final List<SimRow> live = new ArrayList<>();
    private final Map<String, Integer> works = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    Books(String provider, Mischief mischief, long seed) {
        this.provider = provider;
        this.mischief = mischief;
        this.seed = seed;
    }

    void add(SimBatch batch) {
        batches.add(batch);
    }

    /** Answers a row in real time, for whoever may hear it. */
    SimRow answer(SimRow row, Instant now) {
        row.askedAt(now);
        live.add(row);
        work(row);
        return row;
    }

    /** What was worked on in real time, call by call. */
    List<SimRow> live() {
        return List.copyOf(live);
    }

    /** All batches, strangers' included, in the order they were made. */
    public List<SimBatch> batches() {
        return List.copyOf(batches);
    }

    Optional<SimBatch> find(String id) {
        return batches.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** The batch whose rows' ids begin like this, whether it is shown to anybody or not. */
    Optional<SimBatch> holding(String prefix) {
        return batches.stream()
                .filter(it -> it.rows().get(0).customId().startsWith(prefix))
                .findFirst();
    }

    void settle(Instant now) {
        batches.forEach(it -> it.settle(now, this));
    }

    void work(SimRow row) {
        row.work(works.merge(row.prompt(), 1, Integer::sum) - 1, mischief, seed);
    }

    /** How often each prompt was answered and billed. */
    public Map<String, Long> billed() {
        return Stream.concat(batches.stream().flatMap(it -> it.rows().stream()), live.stream())
                .filter(SimRow::billed)
                .collect(Collectors.groupingBy(SimRow::prompt, Collectors.counting()));
    }

    /** Notes something that no client of ours may send. */
    void complain(String what) {
        complaints.add(provider + ": " + what);
    }

    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What the provider takes for a row: its list price, less at its cheaper hours, or for its regular customers. */
    Money cost(SimRow row, Lane lane) {
        if (!row.billed()) return Money.ZERO;
        var model = row.model().replace(":batch", "");
        var price = Prices.BOOK.find(new ModelRef(provider, model)).orElseThrow();
        var off = provider.equals("deepseek") && !isPeak(row.askedAt()) ? 50 : 0;
        var listed = price.off(off).of(row.usage(), lane);
        return Prices.NAMED_BY.contains(provider) ? Prices.regular(listed) : listed;
    }

    /** Weekdays from 1 to 4 and from 6 to 10 (models and pricing, 2026-11). */
    private static boolean isPeak(Instant at) {
        var time = at.atZone(ZoneOffset.UTC);
        var hour = time.getHour();
        return time.getDayOfWeek().getValue() <= 5 && (hour >= 1 && hour < 4 || hour >= 6 && hour < 10);
    }
}
