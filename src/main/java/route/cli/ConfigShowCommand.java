package route.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import route.config.Shown;

/** Shows the settings in force. */
@Command(
        name = "show",
        description = "The settings in force, each with the place it came from; keys as set or not set.",
        footer = {"", "Example:", "  route config show --job jobs/tickets.yaml"})
final class ConfigShowCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--job", paramLabel = "FILE", description = "With this job file.")
    private Optional<Path> jobFile = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ConfigShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = console.settings(Optional.empty(), jobFile, Map.of());
        var shown = settings.shown();
        console.print(json ? json(shown) + "\n" : table(shown, console.width(), console.outPaint()));
        settings.notes().forEach(it -> console.note("note: " + Untrusted.shown(it)));
        return ExitCode.OK.code();
    }

    static String table(List<Shown> shown, int width, Paint paint) {
        var table = new Table().elastic("setting").elastic("value").elastic("from");
        shown.forEach(it -> table.row(it.key(), it.value(), it.origin()));
        return table.render(width, paint);
    }

    static String json(List<Shown> shown) {
        return Json.array(shown, (it, json) -> {
            json.writeStartObject();
            json.writeStringField("key", it.key());
            json.writeStringField("value", it.value());
            json.writeStringField("origin", it.origin());
            json.writeEndObject();
        });
    }
}
