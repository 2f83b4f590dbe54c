package route.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import route.domain.Metrics;
import route.domain.Provider;
import route.flow.Jobs;
import route.flow.Sleeper;

/**
 * What the command line is given of the process it runs in.
 *
 * @param out data for other programs, UTF-8; flushed at the end
 * @param err speech for people, UTF-8
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}
 * @param userHome the user's home directory
 * @param zone whose days and times of day people here mean
 * @param jobs opens the front desk
 * @param ping one cheap call to a provider; what is wrong, for a person, or empty where nothing is
 * @param otlp sends counters to an address as OpenTelemetry, within seconds; what is wrong, for a person, or empty
 * @param pressed a key that a person pressed since the last look; the first look makes the terminal ready for it
 * @param mendable what a person can mend about an exception of a room that is not known here; empty for a bug
 */
public record Outside(
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> env,
        Path workingDirectory,
        Path userHome,
        InstantSource clock,
        ZoneId zone,
        Sleeper sleeper,
        Function<Opening, Jobs> jobs,
        BiFunction<Opening, Provider, Optional<String>> ping,
        BiFunction<Metrics, String, Optional<String>> otlp,
        Supplier<Optional<Character>> pressed,
        Function<Throwable, Optional<String>> mendable) {

    /** Of a process that sends no counters and has no keyboard. */
    public Outside(
            PrintStream out,
            PrintStream err,
            boolean outIsTerminal,
            boolean errIsTerminal,
            Map<String, String> env,
            Path workingDirectory,
            Path userHome,
            InstantSource clock,
            ZoneId zone,
            Sleeper sleeper,
            Function<Opening, Jobs> jobs,
            BiFunction<Opening, Provider, Optional<String>> ping,
            Function<Throwable, Optional<String>> mendable) {
        this(
                out,
                err,
                outIsTerminal,
                errIsTerminal,
                env,
                workingDirectory,
                userHome,
                clock,
                zone,
                sleeper,
                jobs,
                ping,
                (metrics, address) -> Optional.of("nothing is sent from here"),
                Optional::empty,
                mendable);
    }

    public Outside {
        env = Map.copyOf(env);
    }

    /** Without the environment, which may hold keys. */
    @Override
    public String toString() {
        return "Outside[" + workingDirectory + "]";
    }
}
