package route.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import route.config.Keys;
import route.config.Request;
import route.config.Settings;
import route.config.StateHome;
import route.domain.Provider;
import route.domain.Watch;
import route.flow.Event;
import route.flow.Jobs;
import route.money.PriceBook;

/** What every command works with: where it prints, the settings, and the way to the front console. */
final class Console {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 400;

    private final Outside outside;
    private final Globals globals;

    Console(Outside outside, Globals globals) {
        this.outside = outside;
        this.globals = globals;
    }

    Outside outside() {
        return outside;
    }

    boolean isQuiet() {
        return globals.isQuiet();
    }

    /** Data, without a line end of its own. */
    void print(String data) {
        outside.out().print(data);
        outside.out().flush();
    }

    /** A line for people that is left out where they asked for quiet. */
    void note(String line) {
        if (!isQuiet()) outside.err().println(line);
    }

    /** Lines for people that are always said. */
    void say(List<String> lines) {
        Failure.print(lines, outside.err());
    }

    /** Writes down what was thrown, where a person may have to look into it. */
    void record(Failure failure, Throwable thrown) {
        if (failure.code() != ExitCode.BUG && failure.code() != ExitCode.HELD) return;
        var log = log(outside, globals);
        log.trouble(thrown);
        if (failure.isBug()) outside.err().println("       the details are in " + log.file());
    }

    Paint outPaint() {
        return Paint.of(outside.env(), outside.outIsTerminal(), globals.noColour());
    }

    Paint errPaint() {
        return Paint.of(outside.env(), outside.errIsTerminal(), globals.noColour());
    }

    /** The terminal's width in characters: {@code COLUMNS}, else 80. */
    int width() {
        var columns = outside.env().getOrDefault("COLUMNS", "");
        if (!columns.matches("\\d{1,4}")) return USUAL_WIDTH;
        return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Integer.parseInt(columns)));
    }

    JobText jobText(Paint paint) {
        return new JobText(outside.clock().instant(), outside.workingDirectory(), width(), paint);
    }

    String near(String path) {
        return Places.near(path, outside.workingDirectory());
    }

    /** Where the state lives; it may not exist yet. */
    Path home() {
        return home(outside, globals);
    }

    private static Path home(Outside outside, Globals globals) {
        return StateHome.find(globals.home(), outside.env(), outside.workingDirectory(), outside.userHome());
    }

    static RunLog log(Outside outside, Globals globals) {
        return new RunLog(home(outside, globals), outside.clock(), outside.err());
    }

    /** The settings in force, without an input. */
    Settings settings() {
        return settings(Optional.empty(), Optional.empty(), Map.of());
    }

    /** The settings in force for an input or a job file. */
    Settings settings(Optional<String> input, Optional<Path> jobFile, Map<String, String> flags) {
        return Settings.load(request(input, jobFile, flags));
    }

    private Request request(Optional<String> input, Optional<Path> jobFile, Map<String, String> flags) {
        return new Request(
                input,
                jobFile,
                globals.config(),
                flags,
                outside.env(),
                outside.workingDirectory(),
                outside.userHome(),
                globals.home(),
                Optional.of(LocalDate.ofInstant(outside.clock().instant(), outside.zone())));
    }

    /** Refuses files of settings with a mistake in them, for commands that only look: an alert with a typo never comes. */
    void checkSettings() {
        Settings.check(request(Optional.empty(), Optional.empty(), Map.of()));
    }

    Keys keys() {
        return new Keys(outside.env());
    }

    EventPrinter printer() {
        var paint = errPaint();
        var drawsBar = outside.errIsTerminal()
                && !outside.env().getOrDefault("TERM", "").equals("dumb");
        return new EventPrinter(outside.err(), outside.clock(), globals.loudness(), width(), drawsBar, paint);
    }

    /** Opens the front console for looking at what is written down; so neither settings nor prices are read. */
    Jobs look() {
        return outside.jobs().apply(opening(new PriceBook(Map.of()), Map.of(), Watch.NONE, printer()));
    }

    /** Opens the front console for looking at what passes the limits of these settings. */
    Jobs lookAt(Settings settings) {
        return outside.jobs().apply(opening(new PriceBook(Map.of()), Map.of(), settings.watch(), printer()));
    }

    /** Opens the front console for work. */
    Jobs open(Settings settings, EventPrinter printer) {
        return outside.jobs().apply(opening(settings.prices(), settings.providers(), settings.watch(), printer));
    }

    /** What the front console is opened with; makes the state directory where it is missing. */
    Opening opening(PriceBook prices, Map<String, Provider> providers, Watch watch, EventPrinter printer) {
        var home = home();
        PrivateFolder.make(home);
        var log = log(outside, globals);
        Consumer<Event> events = event -> {
            log.event(event);
            printer.accept(event);
        };
        Consumer<String> trace = globals.traces() ? it -> printer.line(Untrusted.shown(it)) : it -> {};
        return new Opening(home, prices, providers, keys(), watch, events, trace);
    }
}
