package route.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program's command line as a whole. */
@Command(
        name = "route",
        version = Version.LINE,
        description = {
            "Runs a file of prompts through LLM batch APIs at about half price: a tier for each row,"
                    + " one merged file, one exact bill."
        },
        footer = {
            "",
            "Example, with no key and no network:",
            "  route batch submit samples/support_tickets.csv --sandbox --wait"
        })
public final class RouteCommand {

    @Mixin
    private Globals globals = new Globals();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            order = 98,
            description = "Show the version.")
    private boolean version;

    RouteCommand() {}

    Globals globals() {
        return globals;
    }

    /** Runs one command line; the exit code. */
    public static int run(String[] args, Outside outside) {
        var line = ready(CommandTree.lean(List.of(args), outside), args, outside);
        line.setParameterExceptionHandler(new Whole(args, outside));
        var code = delivered(execute(line, args, outside), outside);
        outside.err().flush();
        return code;
    }

    /** All commands, to be shown. */
    static CommandLine shown(Outside outside) {
        return ready(CommandTree.whole(outside), new String[0], outside);
    }

    /**
     * Only a part of the commands was known: all of them give the right message and the nearest name. These two are no
     * lambdas, since Java 17 keeps none of picocli's old interfaces in its archive and would make them at every start.
     */
    private record Whole(String[] args, Outside outside) implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException mistake, String[] again) {
            var whole = ready(CommandTree.whole(outside), args, outside);
            whole.setParameterExceptionHandler((it, same) -> usage(it, outside));
            return whole.execute(again);
        }
    }

    private record Failed(Outside outside) implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
            return failed(thrown, command, outside);
        }
    }

    /** A stream for printing swallows what goes wrong: without this look a full disk would pass for success. */
    private static int delivered(int code, Outside outside) {
        if (!outside.out().checkError() || code == ExitCode.BUG.code()) return code;
        var lines = List.of("standard output could not be written: it was closed, or the disk is full");
        return say(new Failure(ExitCode.HELD, lines, false), outside);
    }

    /** Also tells of errors of the JVM, such as too little memory, which picocli lets through. */
    private static int execute(CommandLine line, String[] args, Outside outside) {
        try {
            return line.execute(args);
        } catch (Error e) {
            return failed(e, line, outside);
        }
    }

    private static CommandLine ready(CommandLine line, String[] args, Outside outside) {
        var paint =
                Paint.of(outside.env(), outside.outIsTerminal(), List.of(args).contains("--no-color"));
        var ansi = paint.on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
        line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        line.setOut(new PrintWriter(outside.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(outside.err(), true, StandardCharsets.UTF_8));
        line.setUsageHelpWidth(80);
        shorten(line);
        line.setExpandAtFiles(false); // @last is a job
        line.setAllowSubcommandsAsOptionParameters(true); // a directory may be named batch
        line.setExecutionExceptionHandler(new Failed(outside));
        return line;
    }

    /** Options in the order they are written, and a synopsis of one line. */
    private static void shorten(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n");
        line.getSubcommands().values().forEach(RouteCommand::shorten);
    }

    /** Says what is wrong with the command line; a group of commands that stands alone shows its help instead. */
    private static int usage(ParameterException mistake, Outside outside) {
        var command = mistake.getCommandLine();
        var standsAlone = mistake.getMessage().startsWith("Missing required subcommand");
        if (standsAlone && !(command.getCommand() instanceof Callable)) {
            command.usage(command.getOut());
            return ExitCode.OK.code();
        }
        return say(new Failure(ExitCode.USAGE, UsageMistake.lines(mistake), false), outside);
    }

    private static int failed(Throwable thrown, CommandLine command, Outside outside) {
        if (thrown instanceof ParameterException mistake) return usage(mistake, outside);
        var globals = ((RouteCommand) root(command).getCommandSpec().userObject()).globals();
        var failure = Failure.of(thrown, outside.mendable());
        say(globals.isQuiet() ? failure.quietly() : failure, outside);
        new Console(outside, globals).record(failure, thrown);
        return failure.code().code();
    }

    private static CommandLine root(CommandLine command) {
        var root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root;
    }

    private static int say(Failure failure, Outside outside) {
        Failure.print(failure.lines(), outside.err());
        return failure.code().code();
    }
}
