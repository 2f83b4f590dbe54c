package route.cli;

import java.util.List;
import picocli.CommandLine;

/**
 * Which commands there are. Only those whose names stand on the command line are built, because each costs reflection;
 * all are, where none stands there or help is asked for.
 */
final class CommandTree {

    private static final List<String> TOP =
            List.of("batch", "report", "classify", "models", "config", "doctor", "sandbox", "completion");
    private static final List<String> BATCH =
            List.of("plan", "submit", "status", "resume", "wait", "results", "retry", "cancel");
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
        var desk = new Desk(outside, root.globals());
        var line = new CommandLine(root);
        for (var name : named(TOP, args)) {
            var command = new CommandLine(top(name, desk));
            for (var child : named(below(name), args)) {
                command.addSubcommand(child, child(name + " " + child, desk));
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

    private static Object top(String name, Desk desk) {
        return switch (name) {
            case "batch" -> new BatchCommand();
            case "report" -> new ReportCommand(desk);
            case "classify" -> new ClassifyCommand(desk);
            case "models" -> new ModelsCommand(desk);
            case "config" -> new ConfigCommand();
            case "doctor" -> new DoctorCommand(desk);
            case "sandbox" -> new SandboxCommand();
            case "completion" -> new CompletionCommand(desk);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<String> below(String name) {
        return switch (name) {
            case "batch" -> BATCH;
            case "models" -> MODELS;
            case "config" -> List.of("show");
            case "sandbox" -> List.of("serve");
            default -> List.of();
        };
    }

    private static Object child(String path, Desk desk) {
        return switch (path) {
            case "batch plan" -> new PlanCommand(desk);
            case "batch submit" -> new SubmitCommand(desk);
            case "batch status" -> new StatusCommand(desk);
            case "batch resume" -> new ResumeCommand(desk);
            case "batch wait" -> new WaitCommand(desk);
            case "batch results" -> new ResultsCommand(desk);
            case "batch retry" -> new RetryCommand(desk);
            case "batch cancel" -> new CancelCommand(desk);
            case "models list" -> new ModelsListCommand(desk);
            case "models import" -> new ModelsImportCommand(desk);
            case "models check" -> new ModelsCheckCommand(desk);
            case "config show" -> new ConfigShowCommand(desk);
            case "sandbox serve" -> new SandboxServeCommand(desk);
            default -> throw new IllegalArgumentException(path);
        };
    }
}
