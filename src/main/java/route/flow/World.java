package route.flow;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import route.domain.Hook;
import route.domain.Letter;
import route.domain.Provider;
import route.domain.Watch;
import route.money.PriceBook;
import route.wire.Wire;

/**
 * Everything the tool cannot compute for itself. Made once in Main; simulated in tests.
 *
 * @param home the state directory
 * @param zone whose times of day people mean
 * @param hasKey whether a provider's key is set
 * @param providers the providers as the settings have them now, by name; a job's own where they say nothing of it
 * @param wires the way to a provider, with its key
 * @param couriers carry files to and from providers while the house goes on; in tests at once
 * @param events where the flow's events go
 * @param stdin where an input is read from whose path is {@code -}
 * @param stdout where data goes whose path is {@code -}
 * @param watch what is watched, and who is told
 * @param messenger tells a hook a letter, within seconds; what went wrong, for a person, or empty
 * @param contacts told of each contact with the disk, before and after it: a trace for people, a place to die for tests
 */
public record World(
        Path home,
        InstantSource clock,
        ZoneId zone,
        Sleeper sleeper,
        RandomGenerator chance,
        Map<String, Provider> providers,
        Predicate<Provider> hasKey,
        Function<Provider, Wire> wires,
        Executor couriers,
        PriceBook prices,
        Consumer<Event> events,
        Supplier<InputStream> stdin,
        Supplier<OutputStream> stdout,
        Consumer<String> contacts,
        Watch watch,
        BiFunction<Hook, Letter, Optional<String>> messenger) {

    /** A world in which nothing is watched and nobody told. */
    public World(
            Path home,
            InstantSource clock,
            ZoneId zone,
            Sleeper sleeper,
            RandomGenerator chance,
            Map<String, Provider> providers,
            Predicate<Provider> hasKey,
            Function<Provider, Wire> wires,
            Executor couriers,
            PriceBook prices,
            Consumer<Event> events,
            Supplier<InputStream> stdin,
            Supplier<OutputStream> stdout,
            Consumer<String> contacts) {
        this(
                home,
                clock,
                zone,
                sleeper,
                chance,
                providers,
                hasKey,
                wires,
                couriers,
                prices,
                events,
                stdin,
                stdout,
                contacts,
                Watch.NONE,
                (hook, letter) -> Optional.of("nobody is told here"));
    }
}
