package route.flow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Money;
import route.domain.Provider;
import route.domain.SavedPlan;
import route.domain.Tuned;
import route.plan.ModelChoice;
import route.store.Database;
import route.triage.BadRow;
import route.triage.Classified;
import route.triage.Deadlines;
import route.triage.Estimate;
import route.triage.Opinions;
import route.triage.PlanView;
import route.triage.Reading;
import route.triage.Sampling;
import route.triage.Taken;
import route.triage.Triage;

/** Reads an input as a job would and says what would come of it; sends nothing and keeps nothing. */
public final class Rehearsal {
    private final World world;
    private final Home home;
    private final Database store;

    Rehearsal(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
    }

    /** Reads, classifies, counts and prices. */
    public PlanView plan(JobSpec spec) {
        return plan(spec, it -> {});
    }

    /** The same; {@code saver} gets the plan in the form in which {@link Jobs#submit(SavedPlan, boolean)} takes it. */
    public PlanView plan(JobSpec given, Consumer<SavedPlan> saver) {
        var spec = Profiles.whole(home, given);
        var now = world.clock().instant();
        var estimate = new Estimate(spec, world.prices());
        // Whoever carries the plan out decides by what was known at the moment that is written into it.
        var choice = choice(spec, now);
        var seen = new SeenRows(store, spec, 0);
        var sampling = new Sampling(spec);
        var digest = new StringBuilder();
        read(spec, (copy, layout) -> {
            digest.append(layout.sha256());
            var advice = new Advising(world, home, store)
                    .beforehand(spec, copy, layout, () -> taken(spec, choice, copy, layout), estimate::note);
            var reading = reading(spec, choice, advice.opinions());
            var cutoffs = reading.rank(copy, layout, seen::has, advice.expected(), this::heed);
            estimate.ranked(cutoffs);
            estimate.asking(advice.atMost());
            reading.by(cutoffs).run(copy, layout, found -> {
                estimate.addAll(sampling.of(seen.without(found)));
                heed(estimate.rows());
            });
        });
        estimate.note(seen.notes());
        estimate.note(sampling.notes());
        var view = estimate.view(choice);
        saver.accept(view.saved(spec, digest.toString(), now));
        return view;
    }

    /**
     * Reads and classifies every row that a job would take into {@code sink}, and every unusable one into {@code bad};
     * sends nothing. Takes what a person should know of it into {@code note}.
     */
    public void classify(JobSpec given, Consumer<Classified> sink, Consumer<BadRow> bad, Consumer<String> note) {
        var spec = Profiles.whole(home, given);
        read(spec, (copy, layout) -> {
            var choice = choice(spec, world.clock().instant());
            var advice = new Advising(world, home, store)
                    .beforehand(spec, copy, layout, () -> taken(spec, choice, copy, layout), note);
            var reading = reading(spec, choice, advice.opinions());
            var seen = new SeenRows(store, spec, 0);
            var sampling = new Sampling(spec);
            var cutoffs = reading.rank(copy, layout, seen::has, advice.expected(), this::heed);
            reading.by(cutoffs).explained(copy, layout, found -> {
                heed(found.size());
                for (var it : sampling.of(seen.without(found))) {
                    if (it instanceof Triage.Fit fit) sink.accept(Classified.of(fit));
                    if (it instanceof Triage.Unfit unfit) {
                        bad.accept(new BadRow(unfit.row().number(), unfit.row().line(), unfit.reason()));
                    }
                }
            });
            seen.notes().forEach(note);
            sampling.notes().forEach(note);
        });
    }

    /**
     * What the first rows of an input would be sent as; sends nothing.
     *
     * @param model the model whose request is wanted, as a person writes it; empty for the one each row would go to
     * @param note takes what a person should know of it
     */
    public List<Preview> preview(JobSpec given, int rows, Optional<String> model, Consumer<String> note) {
        var spec = Profiles.whole(home, given);
        var previews = new ArrayList<Preview>();
        var choice = choice(spec, world.clock().instant());
        var instead = model.map(it -> Previews.model(choice, spec, it));
        read(spec, (copy, layout) -> {
            // Ranking needs all rows, the preview no more than it shows.
            var shown = spec.policy().ranks() ? Taken.ALL : Taken.first(rows);
            var reading = reading(spec, choice, new Advising(world, home, store).said(spec, copy, layout, shown, note));
            var seen = new SeenRows(store, spec, 0);
            var ranked = reading.by(reading.rank(copy, layout, seen::has, Money.ZERO, this::heed));
            previews.addAll(new Previews(spec, instead).first(rows, ranked, copy, layout));
        });
        return previews;
    }

    private Taken taken(JobSpec spec, ModelChoice choice, Path copy, InputLayout layout) {
        return Taken.of(
                spec, new SeenRows(store, spec, 0)::without, reading(spec, choice, Opinions.NONE), copy, layout);
    }

    private ModelChoice choice(JobSpec spec, Instant asOf) {
        var lanes = Desk.lanes(world, store, spec);
        // Rows are read on threads of their own, the store is not.
        lanes.turnarounds();
        Predicate<Provider> hasKey =
                it -> spec.sandbox() || !it.needsKey() || world.hasKey().test(it);
        return Choosing.of(spec, world.prices(), hasKey, lanes, store, asOf);
    }

    private Reading reading(JobSpec spec, ModelChoice choice, Opinions opinions) {
        return new Reading(spec, choice, Deadlines.of(spec, world.clock().instant(), world.zone()), opinions);
    }

    /** A person who wants it to stop does not wait until all rows are read. */
    private void heed(long rows) {
        if (world.sleeper().stopping()) throw new StoppedException();
    }

    private void read(JobSpec spec, BiConsumer<Path, InputLayout> reading) {
        var folder = home.spool();
        try {
            var copy = folder.resolve("input");
            var layout = new Reception(world, home, store).intake(spec.source(), copy);
            reading.accept(copy, layout);
        } finally {
            Home.remove(folder);
        }
    }

    /**
     * Fits a profile to labelled rows, without saving it.
     *
     * @throws InputException where there are too few, or they cannot be used
     */
    public Tuned tune(JobSpec labels, String name) {
        var tuning = new Labels(labels);
        read(labels, tuning::read);
        return tuning.fit(name);
    }

    /** When the profile of a name was saved, which a new one would replace; empty where there is none. */
    public Optional<Instant> savedAt(String name) {
        return Profiles.savedAt(home, name);
    }

    /** Saves a profile under its name; an older one of that name is replaced. Where it lies. */
    public Path save(Tuned tuned) {
        return Profiles.save(home, tuned);
    }
}
