package route.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import route.domain.JobSpec;
import route.domain.ModelRef;
import route.domain.Provider;
import route.money.PriceBook;
import route.plan.Lanes;
import route.plan.Latencies;
import route.plan.ModelChoice;
import route.plan.OutputLengths;
import route.plan.Quality;
import route.plan.Remembered;
import route.store.Database;
import route.store.QualityTable;

/** Makes the choice of models ready, with what this home remembers of them where the job's policy asks for it. */
final class Choosing {
    private static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);
    private static final Duration REMEMBERED_CALLS = Duration.ofDays(30);
    private static final Duration REMEMBERED_ANSWERS = Duration.ofDays(90);

    /** So long after a model turned a job away, others go before it in new ones. */
    private static final Duration CLOSED_FOR = Duration.ofHours(1);

    private static final int PERCENT = 90;
    private static final int FEWEST_CALLS = 20;

    private Choosing() {}

    /** @param asOf what was learnt on later days does not count, so that whoever reads a job's rows again decides the same */
    static ModelChoice of(
            JobSpec spec, PriceBook prices, Predicate<Provider> hasKey, Lanes lanes, Database store, Instant asOf) {
        var lengths = lengths(store, spec, asOf);
        if (!spec.policy().compares()) {
            return new ModelChoice(spec, prices, hasKey, lanes, Remembered.nothingBut(spec.policy(), lengths));
        }
        // Rows are read on threads of their own, the store is not.
        lanes.turnarounds();
        var day = asOf.atZone(ZoneOffset.UTC).toLocalDate();
        var counted = store.quality().all(spec.sandbox(), BEGINNING, day, Optional.empty());
        var calls = store.latencies()
                .percentiles(spec.sandbox(), day.minusDays(REMEMBERED_CALLS.toDays()), PERCENT, FEWEST_CALLS);
        var quality = new Quality(spec.policy(), evidence(counted, spec.policy().halfLife(), day));
        var closed = store.jobs().closed(spec.sandbox(), asOf.minus(CLOSED_FOR), asOf);
        var remembered = new Remembered(quality, new Latencies(calls), closed, lengths);
        return new ModelChoice(spec, prices, hasKey, lanes, remembered);
    }

    /** Of jobs that were over by then: what one of them had does not change any more. */
    private static OutputLengths lengths(Database store, JobSpec spec, Instant asOf) {
        return new OutputLengths(store
                .spend()
                .lengths(spec.sandbox(), spec.judging().advises(), spec.name(), asOf.minus(REMEMBERED_ANSWERS), asOf)
                .stream()
                .map(it -> new OutputLengths.Past(
                        ModelRef.parse(it.model()),
                        it.task(),
                        it.sameName(),
                        it.answers(),
                        it.inputTokens(),
                        it.outputTokens()))
                .toList());
    }

    /** By model and task, each answer by its age. */
    static List<Quality.Evidence> evidence(List<QualityTable.Counted> counted, Duration halfLife, LocalDate day) {
        var sums = new HashMap<List<String>, double[]>();
        for (var it : counted) {
            var weight = weight(it.day(), day, halfLife);
            var sum = sums.computeIfAbsent(List.of(it.model(), it.task()), key -> new double[4]);
            var at = it.rated() ? 0 : 2;
            sum[at] += weight * it.rows();
            sum[at + 1] += weight * it.good() / 1_000.0;
        }
        return sums.entrySet().stream().map(Choosing::evidence).toList();
    }

    private static Quality.Evidence evidence(Map.Entry<List<String>, double[]> it) {
        var sum = it.getValue();
        return new Quality.Evidence(it.getKey().get(0), it.getKey().get(1), sum[0], sum[1], sum[2], sum[3]);
    }

    private static double weight(LocalDate then, LocalDate now, Duration halfLife) {
        var age = Math.max(0, ChronoUnit.DAYS.between(then, now))
                * (double) Duration.ofDays(1).toMillis();
        return StrictMath.pow(2, -age / halfLife.toMillis());
    }
}
