package route.flow;

import java.util.LinkedHashMap;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.Provider;
import route.store.BatchRecord;
import route.store.Database;
import route.store.JobRecord;

/**
 * Keeps a job's providers where the settings now say they are, so that a wrong address or key variable can be mended; but
 * a provider that has batches of the job stays where they are.
 */
final class Addresses {
    private final World world;
    private final Database store;

    Addresses(World world, Database store) {
        this.world = world;
        this.store = store;
    }

    /** The job's settings, with the addresses that hold now. */
    JobSpec upToDate(JobRecord job) {
        var spec = store.jobs().spec(job.n());
        if (spec.sandbox() || !job.state().isOpen()) return spec;
        var providers = new LinkedHashMap<String, Provider>();
        spec.providers().forEach((name, it) -> providers.put(name, isBusy(job, name) ? it : now(it)));
        if (providers.equals(spec.providers())) return spec;
        var changed = spec.with(providers);
        store.inTransaction(() -> store.jobs().respec(job.n(), changed));
        return changed;
    }

    private Provider now(Provider provider) {
        var now = world.providers().getOrDefault(provider.name(), provider);
        // Another region is no mended address: rows may be bound to the one they were planned for.
        var isSame = now.dialect().equals(provider.dialect()) && now.region().equals(provider.region());
        return isSame ? now : provider;
    }

    private boolean isBusy(JobRecord job, String provider) {
        return store.batches().ofJob(job.n()).stream()
                .anyMatch(it -> it.model().provider().equals(provider) && mayBeThere(it));
    }

    /**
     * Also one in doubt: looked for at another address it would not be found, and bought once more. Of what is asked in
     * real time nothing is kept anywhere.
     */
    private static boolean mayBeThere(BatchRecord batch) {
        if (batch.lane() == Lane.REALTIME) return false;
        return switch (batch.state()) {
            case SUBMITTING, SUBMITTED, RUNNING, CANCELLING, ENDED -> true;
            case PLANNED, COLLECTED, REFUSED, LOST, DROPPED -> false;
        };
    }
}
