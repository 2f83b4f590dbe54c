package route.flow;

import java.util.HashMap;
import java.util.Map;
import route.domain.JobSpec;
import route.domain.Limits;
import route.domain.ModelRef;
import route.provider.Dialect;
import route.provider.Dialects;
import route.wire.Wire;

/** The providers of one job: for each the dialect it speaks and the way to it. */
final class Remotes {
    private final JobSpec spec;
    private final World world;
    private final Map<String, Remote> known = new HashMap<>();

    Remotes(JobSpec spec, World world) {
        this.spec = spec;
        this.world = world;
    }

    /** One provider: its dialect, the way to it, and what one batch may hold there. */
    record Remote(Dialect dialect, Wire wire, Limits limits) {}

    Remote of(ModelRef model) {
        return known.computeIfAbsent(model.provider(), name -> {
            var provider = spec.providers().get(name);
            var dialect = Dialects.of(provider.dialect());
            var limits = provider.limits().map(dialect.limits()::and).orElse(dialect.limits());
            return new Remote(dialect, world.wires().apply(provider), limits);
        });
    }

    Dialect dialect(ModelRef model) {
        return Dialects.of(spec.providers().get(model.provider()).dialect());
    }
}
