package route.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
final class Globals {

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            order = 91,
            description = "Only say what is wrong, on one line.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            order = 92,
            description = "Say more; -vv also names every call over the network.")
    private boolean[] verbose = {};

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            order = 93,
            description = "No colours; NO_COLOR does the same.")
    private boolean noColour;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            order = 94,
            description = "The state directory; else ROUTE_HOME.")
    private Optional<Path> home = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 95,
            description = "Settings to read instead of ./route.yaml.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 99,
            description = "Show this help.")
    private boolean help;

    EventPrinter.Loudness loudness() {
        if (quiet) return EventPrinter.Loudness.SILENT;
        return verbose.length > 0 ? EventPrinter.Loudness.DETAILED : EventPrinter.Loudness.NORMAL;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** Whether every call over the network is named. */
    boolean traces() {
        return verbose.length > 1 && !quiet;
    }

    boolean noColour() {
        return noColour;
    }

    Optional<Path> home() {
        return home;
    }

    Optional<Path> config() {
        return config;
    }
}
