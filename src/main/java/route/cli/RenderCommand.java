package route.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import route.domain.OnBadRow;

/** Shows filled prompts and the requests they become; sends nothing. */
@Command(
        name = "render",
        description = {
            "The filled prompts of the first rows, and the request each provider would get; sends nothing.",
            "Keys are no part of a request's body and are not shown.",
            "Exits 2 where rows cannot be used, or 3 where they are to be skipped."
        },
        footer = {"", "Example:", "  route batch render tickets.csv --template 'Summarise: {{body}}' -n 1"})
final class RenderCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec command;

    @Mixin
    private InputOptions input = new InputOptions();

    @Option(names = "-n", paramLabel = "ROWS", description = "How many rows; else 3.")
    private int rows = 3;

    @Option(
            names = "--for-model",
            paramLabel = "MODEL",
            description = "The request for this model, not for the one each row would go to.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--json", description = "Print JSON: an array with an object for each row.")
    private boolean json;

    RenderCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (rows < 1) throw new ParameterException(command.commandLine(), "-n is 1 or more, not " + rows);
        var settings = input.settings(console, Map.of());
        var spec = Simulated.marked(settings.jobSpec());
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var previews =
                    jobs.rehearsal().preview(spec, rows, model, it -> console.note("note: " + Untrusted.shown(it)));
            printer.clear();
            console.print(
                    json
                            ? PreviewJson.text(previews) + "\n"
                            : new PreviewText(console.width(), console.outPaint()).text(previews));
            if (previews.stream().allMatch(it -> it.reason().isEmpty())) return ExitCode.OK.code();
            return (spec.onBadRow() == OnBadRow.SKIP ? ExitCode.PARTLY : ExitCode.USAGE).code();
        }
    }
}
