package route.flow;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import route.domain.Lane;
import route.domain.Limits;
import route.domain.Provider;
import route.provider.Dialects;

/**
 * What can be bought at a provider, and how safely.
 *
 * @param limits what one batch may hold
 * @param window how long the provider allows itself for a batch
 * @param discount what a batch costs against real time
 * @param retention for how long results are kept, at least
 * @param lookup how a batch whose creation was cut short is found again
 * @param exact whether it is then told from all others beyond doubt while it runs
 * @param discards what of a batch can be deleted there once it is over, such as {@code its files}, or {@code nothing}
 * @param source the documents behind all this
 * @param asOf when they were read
 */
public record Capability(
        String provider,
        String dialect,
        List<Lane> lanes,
        Limits limits,
        Duration window,
        String discount,
        Duration retention,
        String lookup,
        boolean exact,
        String discards,
        String source,
        LocalDate asOf) {

    /** Batch APIs that are known but not built, each with the reason. */
    public static final Map<String, String> NOT_BUILT = Map.copyOf(new TreeMap<>(Map.of(
            "bedrock", "not built: its batches live in object storage (S3), behind cloud signing (SigV4)",
            "vertex", "not built: its batches live in object storage (GCS), behind cloud signing (OAuth2)")));

    public Capability {
        lanes = List.copyOf(lanes);
    }

    /** What a provider's dialect says of it, with the limits that the settings have. */
    public static Capability of(Provider provider) {
        var dialect = Dialects.of(provider.dialect());
        var card = dialect.card();
        return new Capability(
                provider.name(),
                provider.dialect(),
                provider.lanes(),
                provider.limits().map(dialect.limits()::and).orElse(dialect.limits()),
                card.window(),
                card.discount(),
                dialect.retention(),
                card.lookup(),
                dialect.isRecognisable(),
                card.discards(),
                card.source(),
                card.asOf());
    }

    /** Whether batches are bought there: its dialect has them, and the settings do not rule them out. */
    public boolean hasBatches() {
        return !window.isZero() && lanes.contains(Lane.BATCH);
    }
}
