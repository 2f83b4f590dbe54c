package route.flow;

import java.util.List;
import route.domain.Alert;
import route.report.AlertCheck;
import route.store.Database;

/** Holds the house against the limits a person set, and writes down which are passed. Simulated jobs raise no alert. */
final class Lookout {
    private final World world;
    private final Database store;

    Lookout(World world, Database store) {
        this.world = world;
        this.store = store;
    }

    /** The limits that are passed now; nothing is written down. */
    List<Alert> judge(boolean sandbox) {
        var limits = world.watch().limits();
        if (limits.isNone()) return List.of();
        return AlertCheck.judge(
                limits, store.vitals().look(sandbox, world.clock().instant(), limits.window()));
    }

    /** Judges, writes down what changed, and says what is new; hooks are told of it later, once. */
    void look() {
        if (world.watch().limits().isNone() && store.alerts().open().isEmpty()) return;
        var now = judge(false);
        var fresh = store.inTransaction(() -> {
            var raised = store.alerts().stand(now, world.clock().instant());
            if (!world.watch().alert().isNone()) raised.forEach(store.notices()::alert);
            return raised;
        });
        for (var it : fresh) {
            world.events()
                    .accept(new Event.Noticed(
                            Event.Level.WARNING, "alert: " + it.alert().message()));
        }
    }
}
