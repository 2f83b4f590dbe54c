package route.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import route.config.Request;
import route.config.Settings;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.JobSpec;
import route.domain.JobState;
import route.domain.Money;
import route.flow.Event;
import route.flow.Goal;
import route.flow.JobView;
import route.flow.Jobs;
import route.flow.World;
import route.money.PriceBook;

/** A whole world by a seed: a clock that jumps, providers that lie, processes that die, and a disk that stays. */
public final class SimWorld implements AutoCloseable {
    private static final PriceBook PRICES = PriceBook.builtIn();
    private static final Duration LONGEST = Duration.ofDays(90);

    /** How often even a patient person sees a job held before taking a look. */
    private static final int PATIENT_HOLDS = 50;

    private final Scenario scenario;
    private final Ground ground = new Ground();
    private final SimClock clock = new SimClock();
    private final Random chance;
    private final Mortality mortality;
    private final Map<String, SimProvider> providers = new HashMap<>();
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private final List<String> held = new ArrayList<>();
    private final List<Budgeted> budgets = new ArrayList<>();
    private Optional<Money> budget = Optional.empty();
    private Optional<JobId> given = Optional.empty();
    private boolean cancels;
    private boolean retries;

    /** A budget that held from the ledger's entry with this number on. */
    record Budgeted(long fromEntry, Money most) {}

    SimWorld(Scenario scenario) {
        this.scenario = scenario;
        this.chance = new Random(scenario.seed() * 17 + 3);
        this.mortality = new Mortality(clock, chance, ground::takePicture);
        this.cancels = scenario.cancels();
        this.retries = scenario.retries();
        mortality.mayDie(scenario.deaths(), scenario.stops());
        for (var name : List.of("openai", "anthropic")) {
            providers.put(name, new SimProvider(name, clock, scenario.mischief(), scenario.seed(), mortality));
        }
        write("route.yaml", scenario.settings());
        write(scenario.inputName(), scenario.input());
    }

    public static SimWorld seeded(long seed) {
        return new SimWorld(Scenario.of(seed));
    }

    /** A small calm job for the provider that serves this tier first. */
    public static SimWorld small(String tier) {
        return new SimWorld(Scenario.small(tier, Mischief.none()));
    }

    /** A job of that seed whose providers do these things wrong whenever they can. */
    public static SimWorld under(Collection<Fault> faults, long seed) {
        return new SimWorld(Scenario.of(seed).under(Mischief.only(faults, seed)));
    }

    /** A job of that seed with calm providers, and nobody who dies or changes his mind. */
    public static SimWorld calm(long seed) {
        return new SimWorld(Scenario.of(seed).under(Mischief.none()));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(ground.folder().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dies at this contact with disk or network, counted from 1. */
    public SimWorld dyingAt(int contact) {
        mortality.dieAt(contact);
        return this;
    }

    /** Is asked to stop at this contact, counted from 1. */
    public SimWorld stoppingAt(int contact) {
        mortality.stopAt(contact);
        return this;
    }

    /** Whether it has made that many contacts at all. */
    public boolean reached(int contact) {
        return mortality.contacts() >= contact;
    }

    /** The front desk, as a new process would open it. */
    public Jobs open() {
        return Jobs.open(new World(
                ground.folder().resolve("home"),
                clock,
                clock,
                chance,
                Map.of(),
                provider -> providers.containsKey(provider.name()),
                provider -> providers.get(provider.name()),
                PRICES,
                this::hear,
                InputStream::nullInputStream,
                ByteArrayOutputStream::new,
                mortality));
    }

    private void hear(Event event) {
        if (event instanceof Event.Said said && said.level() != Event.Level.DETAIL) tell(said.message());
    }

    void tell(String what) {
        story.add(clock.instant() + " " + what);
    }

    /** The settings, as a command line over the world's file would have them. */
    public JobSpec spec() {
        return spec(scenario.inputName());
    }

    /** Another file with the same rows and some more. */
    public JobSpec another(String name) {
        write(name, scenario.input() + (scenario.jsonl() ? "{\"prompt\":\"more\"}\n" : "more,more,simple\n"));
        return spec(name);
    }

    private JobSpec spec(String inputName) {
        var flags = new HashMap<String, String>();
        flags.put("max_tokens", "200");
        budget.ifPresent(it -> flags.put("budget.max_cost", it.toDollars()));
        var input = ground.folder().resolve(inputName);
        return Settings.load(new Request(
                        Optional.of(input.toString()),
                        Optional.empty(),
                        Optional.of(ground.folder().resolve("route.yaml")),
                        flags,
                        Map.of(),
                        ground.folder(),
                        ground.folder()))
                .jobSpec();
    }

    /** Repeats the same command until the job is over, through deaths, stops and holds; how it then stands. */
    public JobView runToEnd() {
        var end = clock.instant().plus(LONGEST);
        var view = life();
        while (view.isEmpty() || view.get().state().isOpen()) {
            if (clock.instant().isAfter(end)) {
                if (view.isPresent() && view.get().state() == JobState.HELD) return view.get();
                throw new AssertionError("no end after " + LONGEST.toDays() + " days: " + view);
            }
            view = life();
        }
        return view.get();
    }

    /** One process, from its start to whatever ends it; how it left the job, where it lived. */
    public Optional<JobView> life() {
        try (var jobs = open()) {
            setBudget(jobs);
            // A submission of the same file after a cancelled job would be a new job.
            var job =
                    given.isPresent() ? given.get() : jobs.submit(spec(), false).job();
            var view = jobs.run(job, Goal.DELIVERED, patience());
            return Optional.of(after(jobs, job, view));
        } catch (Death e) {
            tell("died " + e.getMessage());
            revive();
            return Optional.empty();
        } catch (RuntimeException e) {
            // A submission that is asked to stop ends like this; it has no type of its own outside of the flow.
            if (!clock.stopping() || !"stopped".equals(e.getMessage())) throw e;
            tell("stopped while submitting");
            return Optional.empty();
        } finally {
            clock.stop(false);
        }
    }

    private Optional<Duration> patience() {
        return scenario.inOneGo() ? Optional.of(LONGEST) : Optional.of(Duration.ofMinutes(5 + chance.nextInt(1000)));
    }

    private void setBudget(Jobs jobs) {
        if (scenario.budgetPercent() == 0 || budget.isPresent()) return;
        var worst = jobs.plan(spec()).worstCase();
        raise(Money.ofPicodollars(worst.picodollars() * scenario.budgetPercent() / 100), 0);
    }

    private void raise(Money most, long fromEntry) {
        budget = Optional.of(most);
        budgets.add(new Budgeted(fromEntry, most));
    }

    /** What people do when they see how it stands. */
    private JobView after(Jobs jobs, JobId job, JobView view) {
        if (view.state() == JobState.HELD) {
            tell("HELD: " + view.held());
            held.add(view.held());
            clock.pass(Duration.ofHours(1));
            var impatient = scenario.settles() || held.size() > PATIENT_HOLDS;
            if (impatient && view.held().contains("--adopt")) settle(jobs, job);
            if (view.held().contains("budget")) {
                raise(budget.orElseThrow().times(2), new Records(database()).lastEntry());
            }
        }
        if (cancels && view.state().isOpen()) {
            cancels = false;
            given = Optional.of(job);
            tell("the user cancels");
            jobs.cancel(job);
            return jobs.view(job);
        }
        if (retries && view.state() == JobState.DELIVERED && view.rows().failed() > 0) {
            retries = false;
            tell("the user retries");
            jobs.retry(job, Optional.empty(), Optional.empty());
            return jobs.view(job);
        }
        return view;
    }

    /** A person who has looked at the provider's own pages says whether the batch that was asked about is there. */
    private void settle(Jobs jobs, JobId job) {
        var batch = new Records(database())
                .batches().stream()
                        .filter(it -> it.state().equals("SUBMITTING"))
                        .findFirst()
                        .orElseThrow();
        var books = providers
                .get(batch.model().substring(0, batch.model().indexOf('/')))
                .books();
        var theirs = books.holding("r" + batch.key().substring(0, 12) + "-").map(SimBatch::id);
        tell("a person settles it: " + theirs);
        try {
            jobs.settle(job, theirs);
        } catch (InputException e) {
            tell("not yet: " + e.getMessage());
        }
    }

    /** A new process after a death finds the disk as it was at that moment, some time later. */
    private void revive() {
        ground.restore();
        mortality.revive();
        if (chance.nextInt(3) == 0) clock.pass(Duration.ofMinutes(chance.nextInt(300)));
    }

    Path database() {
        return ground.folder().resolve("home").resolve("route.db");
    }

    /** Lets all that is under way at the providers come to its end. */
    public void waitForProviders() {
        clock.pass(Duration.ofDays(3));
        providers.values().forEach(it -> it.books().settle(clock.instant()));
    }

    Scenario scenario() {
        return scenario;
    }

    public Map<String, SimProvider> providers() {
        return Map.copyOf(providers);
    }

    /** Every reason for which it was held. */
    List<String> held() {
        return List.copyOf(held);
    }

    List<Budgeted> budgets() {
        return budgets;
    }

    /** How much happened, by what it was: deaths, holds, batches by their state, faults by their name. */
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        scenario.mischief().strikes().forEach((fault, times) -> counts.put(fault.name(), (long) times));
        counts.put("contacts", (long) mortality.contacts());
        counts.put("rows", (long) scenario.prompts().size());
        for (var word : List.of("died", "HELD", "not ours", "settles", "found the batch", "sent again", "once more")) {
            counts.put(word, story.stream().filter(it -> it.contains(word)).count());
        }
        new Records(database()).batches().forEach(it -> counts.merge("batch " + it.state(), 1L, Long::sum));
        return counts;
    }

    /** What the last death or stop struck. */
    public String struck() {
        return mortality.struck();
    }

    public String output() {
        try {
            return Files.readString(ground.folder().resolve(scenario.outputName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> files() {
        try (var all = Files.list(ground.folder())) {
            return all.map(it -> it.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happened, for people who look for a fault. */
    public String story() {
        var told = new StringBuilder("seed " + scenario.seed() + ", " + scenario.mischief() + "\n");
        story.forEach(it -> told.append("  ").append(it).append('\n'));
        providers.forEach((name, it) -> {
            for (var batch : it.books().batches())
                told.append("  ").append(name + " has " + batch).append('\n');
        });
        return told.toString();
    }

    @Override
    public void close() {
        ground.close();
    }
}
