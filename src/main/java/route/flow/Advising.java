package route.flow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import route.domain.Adviser;
import route.domain.Ask;
import route.domain.Delivery;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.Judging;
import route.domain.Money;
import route.domain.OnBadRow;
import route.domain.Plural;
import route.domain.Policy;
import route.domain.Selection;
import route.domain.Source;
import route.domain.TierSpec;
import route.domain.Urgency;
import route.store.Database;
import route.store.JobRecord;
import route.triage.Opinions;
import route.triage.PlanView;
import route.triage.Taken;

/**
 * Has the rows of a job judged by who is to be asked, before they are read.
 *
 * <p>A model is asked by a job of its own, over the questions as its input: so every question is bought as any row is, with
 * its intention written down first, and a resume goes on. The asking job is named in the store before it is made, and the
 * questions lie in the folder of the job they are about; whoever resumes that job finds both, and makes neither anew. The
 * job itself stays CREATED meanwhile: nothing is known of its rows yet.
 */
final class Advising {
    /** Enough for a model that thinks before it says its number. */
    private static final int MOST_TOKENS = 1_000;

    private final World world;
    private final Home home;
    private final Database store;

    Advising(World world, Home home, Database store) {
        this.world = world;
        this.home = home;
        this.store = store;
    }

    /**
     * What may be known of the rows before a job is made of them.
     *
     * @param expected what a model that has yet to judge some is expected to cost
     * @param atMost what it costs with answers of full length
     */
    record Beforehand(Opinions opinions, Money expected, Money atMost) {}

    /** For a plan: a command is asked, of a model what it said earlier counts. */
    Beforehand beforehand(JobSpec spec, Path copy, InputLayout layout, Supplier<Taken> rows, Consumer<String> note) {
        var adviser = spec.judging().adviser();
        if (adviser.model().isEmpty()) {
            return new Beforehand(told(spec, copy, layout, rows, note), Money.ZERO, Money.ZERO);
        }
        var advice = new ModelAdvice(spec, store);
        var taken = rows.get();
        var known = advice.known(copy, layout, taken);
        tell(known, note);
        if (known.unknown() == 0) return new Beforehand(known.opinions(), Money.ZERO, Money.ZERO);
        var file = copy.resolveSibling("questions");
        advice.write(copy, layout, taken, file);
        var plan = new Rehearsal(world, home, store).plan(questions(spec, file, copy.resolveSibling("advice")));
        note.accept(Plural.rows(known.unknown()) + " will be judged by "
                + adviser.model().get()
                + " when the job is submitted, " + costing(plan) + "; here the built-in classifier stands in");
        return new Beforehand(known.opinions(), plan.cost(), plan.worstCase());
    }

    private static String costing(PlanView plan) {
        if (plan.lines().stream().anyMatch(it -> it.cost().isEmpty())) return "at a cost that is not known";
        if (plan.worstCase().equals(Money.ZERO)) return "at no cost";
        return "for about " + plan.cost() + " (at most " + plan.worstCase() + ") that is not in the estimate";
    }

    /** What was said of rows earlier; nobody is asked. */
    Opinions said(JobSpec spec, Path copy, InputLayout layout, Taken taken, Consumer<String> note) {
        if (spec.judging().adviser().equals(Adviser.NOBODY)) return Opinions.NONE;
        var remembered = new SaidBefore(spec, store);
        var known = remembered.known(copy, layout, taken);
        if (known.unknown() > 0) {
            note.accept(remembered.name() + " was not asked about " + Plural.rows(known.unknown())
                    + " yet; here the built-in classifier stands in");
        }
        return known.opinions();
    }

    /** What a command says, if one is to be asked. */
    private Opinions told(JobSpec spec, Path copy, InputLayout layout, Supplier<Taken> rows, Consumer<String> note) {
        if (spec.judging().adviser().command().isEmpty()) return Opinions.NONE;
        return new CommandAdvice(spec, store, now(), world.sleeper()::stopping, note).on(copy, layout, rows.get());
    }

    /**
     * What was said of the rows of a new job; empty while a model has not answered.
     *
     * @param rows the rows that the job takes
     * @param check refuses the job where its rows cannot be used or sent, before anything is bought for it
     */
    Optional<Opinions> on(JobRecord job, JobSpec spec, Supplier<Taken> rows, Runnable check, Consumer<String> note) {
        var layout = store.jobs().layout(job.n());
        var copy = home.input(job.id());
        if (spec.judging().adviser().model().isEmpty()) {
            return Optional.of(told(spec, copy, layout, rows, note));
        }
        return asked(job, spec, rows, check, note);
    }

    private Optional<Opinions> asked(
            JobRecord job, JobSpec spec, Supplier<Taken> rows, Runnable check, Consumer<String> note) {
        var layout = store.jobs().layout(job.n());
        var copy = home.input(job.id());
        var advice = new ModelAdvice(spec, store);
        var asking = store.decisions().asking(job.n());
        if (asking.isEmpty()) {
            check.run();
            var taken = rows.get();
            if (advice.write(copy, layout, taken, home.questions(job.id())) == 0) {
                var known = advice.known(copy, layout, taken);
                tell(known, note);
                return Optional.of(known.opinions());
            }
            // Whoever works on the job ends it; nobody is asked about it any more.
            if (store.jobs().isCancelAsked(job.n())) return Optional.empty();
            var id = new Reception(world, home, store).freshId();
            store.inTransaction(() -> store.decisions().ask(job.n(), id));
            asking = Optional.of(id);
        }
        var found = store.jobs().find(asking.get());
        if (found.isEmpty()) {
            new Reception(world, home, store).submitAs(asking.get(), questionsAbout(job, spec));
            return Optional.empty();
        }
        if (found.get().state().isOpen()) return Optional.empty();
        advice.remember(home.advice(job.id()), copy, layout, now());
        var known = advice.known(copy, layout, rows.get());
        tell(known, note);
        if (known.unknown() > 0) {
            note.accept(advice.model() + " gave no usable answer for " + Plural.rows(known.unknown())
                    + "; the built-in classifier judged them");
        }
        return Optional.of(known.opinions());
    }

    private static void tell(SaidBefore.Known known, Consumer<String> note) {
        if (known.kept() == 0) return;
        note.accept(Plural.rows(known.kept()) + " may not leave a region where the model that judges is not;"
                + " the built-in classifier judges them");
    }

    /** The job that asks about the rows of another. */
    private JobSpec questionsAbout(JobRecord job, JobSpec spec) {
        return questions(spec, home.questions(job.id()), home.advice(job.id()));
    }

    private static JobSpec questions(JobSpec spec, Path questions, Path advice) {
        var adviser = spec.judging().adviser();
        return new JobSpec(
                spec.name() + " (" + Adviser.TASK + ")",
                new Source(questions.toString(), Optional.of(InputKind.JSONL), (char) 0, ""),
                new Ask("prompt", "", "", Map.of(), MOST_TOKENS),
                List.of(new TierSpec(Adviser.TASK, 0, List.of(adviser.model().orElseThrow()))),
                List.of(),
                spec.providers(),
                spec.aliases(),
                new Delivery(advice.toString(), Optional.of(InputKind.JSONL), true, false),
                OnBadRow.SKIP,
                spec.budget(),
                spec.maxAttempts(),
                spec.firstPoll(),
                spec.longestPoll(),
                spec.lookupGrace(),
                spec.failoverAfter(),
                new Urgency(adviser.lane(), spec.urgency().deadline()),
                spec.onlyRegion(),
                Policy.NONE,
                Judging.QUESTIONS,
                Selection.ALL,
                spec.sandbox());
    }

    /** Hands on to the job that asks what changed of the one it asks for: a held one may go on with a higher budget. */
    void respec(JobRecord job, JobSpec spec) {
        underWay(job).ifPresent(it -> {
            var stored = store.jobs().spec(it.n());
            store.jobs().respec(it.n(), stored.goingOnAs(questionsAbout(job, spec)));
        });
    }

    /** The job that is asking for this one, while it is under way. */
    Optional<JobRecord> underWay(JobRecord job) {
        return store.decisions()
                .asking(job.n())
                .flatMap(store.jobs()::find)
                .filter(it -> it.state().isOpen());
    }

    private Instant now() {
        return world.clock().instant();
    }

    /** What a person is told of a job that waits for another. */
    static String waiting(JobId asking) {
        return "its rows are judged by job " + asking + " first";
    }
}
