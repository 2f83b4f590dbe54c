package route.flow;

import java.time.Duration;
import java.util.List;
import route.domain.Alert;
import route.domain.Metrics;
import route.store.AlertTable;
import route.store.Database;

/** Looks over all jobs: raises alerts, tells hooks, counts for monitoring. */
public final class Watchtower {
    /** How long a command may stay for hooks that do not take what they are told; after that, the next command does. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final World world;
    private final Database store;
    private Duration patience = PATIENCE;

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
        patience = new Herald(world, store, patience).tell(false);
    }

    /** At the end of a command's work: raises and clears alerts, and tells hooks what is new, again where they do not take it. */
    public void lookAround() {
        new Lookout(world, store).look();
        patience = new Herald(world, store, patience).tell(true);
    }

    /** The numbers for monitoring, as they are now. */
    public Metrics metrics() {
        return store.metrics().read(world.clock().instant());
    }
}
