package route.money;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import route.domain.Lane;
import route.domain.Money;
import route.domain.Usage;

/**
 * What a model costs, per token, in picodollars.
 *
 * @param realtime standard prices, by length of prompt: the last step whose {@code fromInputTokens} is below the
 *     prompt's input tokens holds for the whole request
 * @param batch the same in the batch lane; empty where the provider gives none for it
 * @param contextTokens the most input tokens; 0 where unknown
 * @param maxOutputTokens the most output tokens; 0 where unknown
 * @param source who said so
 * @param date when that was true
 */
public record Price(
        List<Step> realtime,
        Optional<List<Step>> batch,
        long contextTokens,
        long maxOutputTokens,
        String source,
        LocalDate date) {

    /** Of a model on a server of one's own: nothing, which is something else than unknown. */
    static final Price FREE = free();

    private static Price free() {
        var nothing = List.of(new Step(0, 0, 0, 0, 0));
        return new Price(nothing, Optional.of(nothing), 0, 0, "a server of your own", LocalDate.of(2026, 11, 20));
    }

    /** Whether it costs nothing in any lane; such a price does not grow old. */
    public boolean isFree() {
        return equals(FREE);
    }

    /**
     * Prices from a length of prompt on, in picodollars per token.
     *
     * @param fromInputTokens 0 for the first step
     * @param cachedInput for tokens read from the provider's cache
     * @param cacheWrite for tokens written to it
     */
    public record Step(long fromInputTokens, long input, long cachedInput, long cacheWrite, long output) {

        public Step {
            if (fromInputTokens < 0 || input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0) {
                throw new IllegalArgumentException("prices are not negative");
            }
        }

        private Step share(int percent) {
            return new Step(
                    fromInputTokens,
                    BatchDiscount.scaled(input, percent, 100),
                    BatchDiscount.scaled(cachedInput, percent, 100),
                    BatchDiscount.scaled(cacheWrite, percent, 100),
                    BatchDiscount.scaled(output, percent, 100));
        }
    }

    public Price {
        realtime = inOrder(realtime);
        batch = batch.map(Price::inOrder);
    }

    private static List<Step> inOrder(List<Step> steps) {
        if (steps.isEmpty() || steps.get(0).fromInputTokens() != 0) {
            throw new IllegalArgumentException("the first step of a price starts at 0 tokens");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).fromInputTokens() <= steps.get(i - 1).fromInputTokens()) {
                throw new IllegalArgumentException("the steps of a price rise");
            }
        }
        return List.copyOf(steps);
    }

    /** The same with so many per cent off in real time, as at a provider's cheaper hours; rounded to a picodollar. */
    public Price off(int percent) {
        if (percent == 0) return this;
        var cheaper = realtime.stream().map(it -> it.share(100 - percent)).toList();
        return new Price(cheaper, batch.or(() -> Optional.of(realtime)), contextTokens, maxOutputTokens, source, date);
    }

    /**
     * The most that a request may cost.
     *
     * @param usage without anything read from a cache or written to it
     * @param mayWriteCache whether all of its input may be written to the provider's cache, where that is dearer
     */
    public Money atMost(Usage usage, Lane lane, boolean mayWriteCache) {
        var plain = of(usage, lane);
        if (!mayWriteCache) return plain;
        var written = of(new Usage(usage.input(), 0, usage.input(), usage.output(), 0), lane);
        return written.isMoreThan(plain) ? written : plain;
    }

    /** What this usage costs in this lane; the real-time price where the batch lane has none of its own. */
    public Money of(Usage usage, Lane lane) {
        var steps = lane == Lane.BATCH ? batch.orElse(realtime) : realtime;
        var step = steps.get(0);
        for (var next : steps) {
            if (usage.input() > next.fromInputTokens()) step = next;
        }
        var fresh = usage.input() - usage.cachedInput() - usage.cacheWrite();
        var sum = Math.multiplyExact(Math.max(0, fresh), step.input());
        sum = Math.addExact(sum, Math.multiplyExact(usage.cachedInput(), step.cachedInput()));
        sum = Math.addExact(sum, Math.multiplyExact(usage.cacheWrite(), step.cacheWrite()));
        return Money.ofPicodollars(Math.addExact(sum, Math.multiplyExact(usage.output(), step.output())));
    }
}
