package route.cli;

import java.util.List;
import picocli.CommandLine;

/**
 * Which commands there are. Only those whose names stand on the command line are built, because each costs reflection;
 * all are, where none stands there or help is asked for.
 */
final class CommandTree {

    private static final List<String> TOP = List.of(
            "batch",
            "report",
            "feedback",
            "classify",
            "tune",
            "models",
            "config",
            "doctor",
            "sandbox",
            "gc",
            "completion",
            "help");
    private static final List<String> BATCH =
            List.of("plan", "submit", "status", "resume", "wait", "results", "retry", "cancel", "show", "render");
    private static final List<String> MODELS = List.of("list", "import", "check");

    private CommandTree() {}

    /** The commands that these arguments name. */
    static CommandLine lean(List<String> args, Outside outside) {
        return tree(args, outside);
    }

    /** All commands. */
    static CommandLine whole(Outside outside) {
        return tree(List.of(), outside);
    }

    private static CommandLine tree(List<String> args, Outside outside) {
        var root = new RouteCommand();
        var console = new Console(outside, root.globals());
        var line = new CommandLine(root);
        for (var name : named(TOP, args)) {
            var command = new CommandLine(top(name, console));
            for (var child : named(below(name), args)) {
                command.addSubcommand(child, child(name + " " + child, console));
            }
            line.addSubcommand(name, command);
        }
        return line;
    }

    private static List<String> named(List<String> all, List<String> args) {
        if (args.contains("-h") || args.contains("--help")) return all;
        var named = all.stream().filter(args::contains).toList();
        return named.isEmpty() ? all : named;
    }

    private static Object top(String name, Console console) {
        return switch (name) {
            case "batch" -> new BatchCommand();
            case "report" -> new ReportCommand(console);
            case "feedback" -> new FeedbackCommand();
            case "classify" -> new ClassifyCommand(console);
            case "tune" -> new TuneCommand(console);
            case "models" -> new ModelsCommand(console);
            case "config" -> new ConfigCommand();
            case "doctor" -> new DoctorCommand(console);
            case "sandbox" -> new SandboxCommand();
            case "gc" -> new GcCommand(console);
            case "completion" -> new CompletionCommand(console);
            case "help" -> new HelpCommand(console);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<String> below(String name) {
        return switch (name) {
            case "batch" -> BATCH;
            case "models" -> MODELS;
            case "report" -> List.of("reconcile");
            case "feedback" -> List.of("import");
            case "config" -> List.of("show");
            case "sandbox" -> List.of("serve");
            default -> List.of();
        };
    }

    private static Object child(String path, Console console) {
        return switch (path) {
            case "batch plan" -> new PlanCommand(console);
            case "batch submit" -> new SubmitCommand(console);
            case "batch status" -> new StatusCommand(console);
            case "batch resume" -> new ResumeCommand(console);
            case "batch wait" -> new WaitCommand(console);
            case "batch results" -> new ResultsCommand(console);
            case "batch retry" -> new RetryCommand(console);
            case "batch show" -> new ShowCommand(console);
            case "batch render" -> new RenderCommand(console);
            case "batch cancel" -> new CancelCommand(console);
            case "models list" -> new ModelsListCommand(console);
            case "models import" -> new ModelsImportCommand(console);
            case "models check" -> new ModelsCheckCommand(console);
            case "report reconcile" -> new ReconcileCommand(console);
            case "feedback import" -> new FeedbackImportCommand(console);
            case "config show" -> new ConfigShowCommand(console);
            case "sandbox serve" -> new SandboxServeCommand(console);
            default -> throw new IllegalArgumentException(path);
        };
    }
}
