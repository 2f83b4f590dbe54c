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
        console.print(json ? json(shown) + "\n" : text(shown, console.width(), console.outPaint()));
        settings.notes().forEach(it -> console.note("note: " + Untrusted.shown(it)));
        return ExitCode.OK.code();
    }

    /** A setting on a line, or more where it is long; nothing is cut. */
    static String text(List<Shown> shown, int width, Paint paint) {
        var longest = shown.stream().mapToInt(it -> it.key().length()).max().orElse(0);
        var text = new StringBuilder();
        for (var it : shown) {
            var key = it.key() + " ".repeat(longest + 2 - it.key().length());
            var value = Wrapped.words(it.value() + "  (" + it.origin() + ")", longest + 2, longest + 2, width);
            text.append(paint.strong(key)).append(value).append('\n');
        }
        return text.toString();
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
