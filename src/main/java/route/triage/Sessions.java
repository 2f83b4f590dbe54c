package route.triage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import route.domain.ModelRef;

/**
 * Lets the rows of a session be answered by one model, so that a conversation keeps its voice, and its provider what it has
 * cached of it: all of them go where the first went, in the order of the input. A row that names its model, or has one by a
 * rule, neither leads nor follows. One that names its tier, or has it by a rule, keeps it: such rows of a session follow the
 * first of their own. Must see every row, in order; for one thread.
 */
final class Sessions {
    /** More are not kept together: that many take 64 MB. */
    static final int MOST = 3_000_000;

    private static final int PLACE_BITS = 16;

    private final Supplier<Triage> making;
    private final int most;
    private final LongMap leads = new LongMap();
    private final List<Place> places = new ArrayList<>();
    private final Map<Place, Integer> numbers = new HashMap<>();
    private Optional<Triage> triage = Optional.empty();

    private record Place(String tier, ModelRef model) {}

    /**
     * Where the first of a session went.
     *
     * @param row its number
     */
    record Lead(String tier, ModelRef model, long row) {
        Triage.Fit joined(Triage.Fit fit) {
            return fit.with(fit.decision().because("session of row " + row), fit.notes());
        }

        /** @param why its model cannot take the row */
        Triage.Fit left(Triage.Fit fit, String why) {
            var own = fit.decision().reason();
            var reason = (own.isEmpty() ? "" : own + "; ") + "not with the session of row " + row + ": " + why;
            return noting(
                    fit.with(fit.decision().because(reason), fit.notes()),
                    "rows of a session that " + model + " cannot take are answered by another model (route classify"
                            + " FILE says which and why)");
        }
    }

    private static Triage.Fit noting(Triage.Fit fit, String note) {
        return fit.with(
                fit.decision(),
                Stream.concat(fit.notes().stream(), Stream.of(note)).toList());
    }

    /** @param making makes what looks at rows again; asked once, and only where a row has a session */
    Sessions(Supplier<Triage> making) {
        this(making, MOST);
    }

    Sessions(Supplier<Triage> making, int most) {
        this.making = making;
        this.most = most;
    }

    /** The same row where its session is; as it was found where it has none, leads it, or cannot go there. */
    Triage.Found of(Triage.Found found) {
        if (found instanceof Triage.Fit fit) return fit.pins().session().isEmpty() || fit.pinned() ? found : of(fit);
        // Where the session is, it may be taken all the same.
        return leads.size() == 0 ? found : again(found);
    }

    private Triage.Found of(Triage.Fit fit) {
        var hash = hash(fit.pins().session(), fit.ownTier());
        var lead = lead(hash);
        if (lead.isEmpty()) return leading(fit, hash);
        var it = lead.get();
        if (!fit.model().equals(it.model()) || !fit.decision().tier().equals(it.tier())) return again(fit);
        return it.joined(fit);
    }

    private Triage.Found again(Triage.Found found) {
        if (triage.isEmpty()) triage = Optional.of(making.get());
        return triage.get().join(found, (session, tier) -> lead(hash(session, tier)));
    }

    private Triage.Fit leading(Triage.Fit fit, long hash) {
        if (leads.size() >= most) {
            return noting(fit, "there are more than " + most + " sessions: rows of later ones are not kept together");
        }
        var place = new Place(fit.decision().tier(), fit.model());
        var number = numbers.computeIfAbsent(place, it -> {
            places.add(it);
            return places.size() - 1;
        });
        leads.put(hash, fit.row().number() << PLACE_BITS | number);
        return fit;
    }

    private Optional<Lead> lead(long hash) {
        var found = leads.get(hash);
        if (found == LongMap.NONE) return Optional.empty();
        var place = places.get((int) found & (1 << PLACE_BITS) - 1);
        return Optional.of(new Lead(place.tier(), place.model(), found >> PLACE_BITS));
    }

    /**
     * What a session is known by: among a million, two share it in one of thirty million files.
     *
     * @param ownTier the tier that its rows or a rule name; empty where neither does
     */
    static long hash(String session, String ownTier) {
        var hash = mixed(mixed(0xcbf29ce484222325L, session), ownTier);
        return hash == 0 ? 1 : hash;
    }

    /** FNV-1a over the characters, and then all bits over all. */
    private static long mixed(long seed, String text) {
        var hash = seed;
        for (var i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        return Sampling.mixed(hash ^ text.length());
    }
}
