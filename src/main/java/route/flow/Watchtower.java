package route.flow;

import java.time.Duration;
import java.util.List;
import route.domain.Alert;
import route.domain.Metrics;
import route.store.AlertTable;
import route.store.Database;

/** Looks over all jobs: raises alerts, tells hooks, counts for monitoring. */
public final class Watchtower {
    private final World world;
    private final Database store;

    Watchtower(World world, Database store) {
        this.world = world;
        this.store = store;
    }

    /** The limits that were passed when somebody last looked. */
    public List<Alert> alerts() {
        return store.alerts().open().stream().map(AlertTable.Raised::alert).toList();
    }

    /** The limits that real jobs (or simulated ones) pass now; nothing is written down and nobody told. */
    public List<Alert> check(boolean sandbox) {
        return new Lookout(world, store).judge(sandbox);
    }

    /** Tells hooks of the jobs that have ended, each once; what does not arrive is left for later. */
    public void tell() {
        new Herald(world, store).tell(Duration.ZERO);
    }

    /** At the end of a command's work: raises and clears alerts, and tells hooks what is new, within the patience. */
    public void lookAround(Duration patience) {
        new Lookout(world, store).look();
        new Herald(world, store).tell(patience);
    }

    /** The numbers for monitoring, as they are now. */
    public Metrics metrics() {
        return store.metrics().read(world.clock().instant());
    }
}
