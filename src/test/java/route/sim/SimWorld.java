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
import route.domain.JobSpec;
import route.domain.JobState;
import route.flow.Event;
import route.flow.Goal;
import route.flow.JobView;
import route.flow.Jobs;
import route.flow.StoppedException;
import route.flow.World;

/** A whole world by a seed: a clock that jumps, providers that lie, processes that die, and a disk that stays. */
public final class SimWorld implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(90);

    private final Scenario scenario;
    private final Ground ground = new Ground();
    private final SimClock clock = new SimClock();
    private final Random chance;
    private final Mortality mortality;
    private final People people;
    private final Map<String, SimProvider> providers = new HashMap<>();
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());

    SimWorld(Scenario scenario) {
        this.scenario = scenario;
        this.chance = new Random(scenario.seed() * 17 + 3);
        this.mortality = new Mortality(clock, chance, ground::takePicture);
        this.people = new People(this);
        mortality.mayDie(scenario.deaths(), scenario.stops());
        for (var name : scenario.cast().providers()) {
            providers.put(name, new SimProvider(name, clock, scenario, mortality));
        }
        write("route.yaml", scenario.settings());
        write(scenario.inputName(), scenario.input());
    }

    public static SimWorld seeded(long seed) {
        return new SimWorld(Scenario.of(seed));
    }

    /** The same job and the same mischief, bought in real time wholly or in part. */
    public static SimWorld live(long seed) {
        return new SimWorld(Scenario.of(seed).live(Live.of(new Random(seed * 13 + 5))));
    }

    /** The same job and the same mischief with this provider beside OpenAI. */
    public static SimWorld of(String star, long seed) {
        return new SimWorld(Scenario.of(seed).with(Cast.of(star)));
    }

    /** The same, bought in real time wholly or in part. */
    public static SimWorld liveOf(String star, long seed) {
        return new SimWorld(
                Scenario.of(seed).live(Live.of(new Random(seed * 13 + 5))).with(Cast.of(star)));
    }

    /** A very small calm job for this provider alone. */
    public static SimWorld tiny(String star) {
        return new SimWorld(Scenario.tiny(Cast.of(star)));
    }

    /** The same in real time. */
    public static SimWorld tinyLive(String star) {
        return new SimWorld(Scenario.tiny(Cast.of(star)).live(Live.CALM));
    }

    /** A job of that seed with this provider, which does these things wrong whenever it can. */
    public static SimWorld under(String star, Collection<Fault> faults, long seed) {
        return new SimWorld(Scenario.of(seed).under(Mischief.only(faults, seed)).with(Cast.of(star)));
    }

    /** A small calm job for the provider that serves this tier first, in real time. */
    public static SimWorld smallLive(String tier) {
        return new SimWorld(Scenario.small(tier, Mischief.none()).live(Live.CALM));
    }

    /** A job of that seed in real time, whose providers do these things wrong whenever they can. */
    public static SimWorld liveUnder(Collection<Fault> faults, long seed) {
        return new SimWorld(Scenario.of(seed).under(Mischief.only(faults, seed)).live(Live.CALM));
    }

    /** A small calm job for the provider that serves this tier first. */
    public static SimWorld small(String tier) {
        return new SimWorld(Scenario.small(tier, Mischief.none()));
    }

    /** The same, whose rows a model judges first. */
    public static SimWorld smallAdvised() {
        // A row that names its tier is asked about by nobody.
        var world = new SimWorld(Scenario.small("", Mischief.none()).first(2));
        world.write("route.yaml", world.scenario.settings() + "classifier: {model: openai/gpt-6-luna}\n");
        return world;
    }

    /** A job of that seed whose providers do these things wrong whenever they can. */
    public static SimWorld under(Collection<Fault> faults, long seed) {
        return new SimWorld(Scenario.of(seed).under(Mischief.only(faults, seed)));
    }

    /** The first rows of that seed's job with calm providers, and nobody who dies or changes his mind. */
    public static SimWorld calm(long seed) {
        return new SimWorld(Scenario.of(seed).under(Mischief.none()).first(5));
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

    /** The front desk, as a new process would open it. */
    public Jobs open() {
        return Jobs.open(new World(
                ground.folder().resolve("home"),
                clock,
                java.time.ZoneOffset.UTC,
                clock,
                chance,
                Map.of(),
                provider -> providers.containsKey(provider.name()),
                provider -> providers.get(provider.name()),
                Runnable::run,
                Prices.BOOK,
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
        if (scenario.live().is()) flags.put("lane", scenario.live().lane());
        people.budget().ifPresent(it -> flags.put("budget.max_cost", it.toDollars()));
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
            people.setBudget(jobs);
            var job = people.begin(jobs);
            return Optional.of(people.after(jobs, jobs.run(job, Goal.DELIVERED, patience())));
        } catch (Death e) {
            tell("died " + e.getMessage());
            revive();
            return Optional.empty();
        } catch (StoppedException e) {
            // Before there was a job to leave.
            return Optional.empty();
        } finally {
            clock.stop(false);
        }
    }

    private Optional<Duration> patience() {
        return scenario.inOneGo() ? Optional.of(LONGEST) : Optional.of(Duration.ofMinutes(5 + chance.nextInt(1000)));
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

    void pass(Duration time) {
        clock.pass(time);
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

    People people() {
        return people;
    }

    /** How much happened, by what it was: deaths, holds, batches by their state, faults by their name. */
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        scenario.mischief().strikes().forEach((fault, times) -> counts.put(fault.name(), (long) times));
        counts.put("contacts", (long) mortality.contacts());
        counts.put("rows", (long) scenario.prompts().size());
        for (var word : List.of(
                "died",
                "HELD",
                "not ours",
                "settles",
                "found the batch",
                "sent again",
                "once more",
                "check the API key",
                "model does not exist")) {
            counts.put(word, story.stream().filter(it -> it.contains(word)).count());
        }
        var batches = new Records(database()).batches();
        batches.forEach(it -> counts.merge("batch " + it.state(), 1L, Long::sum));
        counts.put(
                "real-time",
                batches.stream().filter(Records.BatchEntry::realtime).count());
        counts.put(
                "doubtful",
                batches.stream().mapToLong(Records.BatchEntry::doubtful).sum());
        return counts;
    }

    /** How many contacts with disk and network there were. */
    public int contacts() {
        return mortality.contacts();
    }

    /** Those of them at which a provider had done what it was asked, and nobody knew yet. */
    public List<Integer> answered() {
        return mortality.answered();
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
