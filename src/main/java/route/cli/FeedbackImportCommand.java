package route.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import route.domain.Source;
import route.flow.FeedbackView;

/** Takes ratings from a file. */
@Command(
        name = "import",
        description = {
            "Reads ratings of answers: job, row or id, and rating (0 to 1, 1 to 5, pass or fail).",
            "A row has one rating, the last one: the same file twice counts once."
        },
        footer = {"", "Example:", "  route feedback import ratings.csv --job @last"})
final class FeedbackImportCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "A CSV, TSV or JSONL file.")
    private Path file = Path.of("");

    @Option(names = "--job", paramLabel = "JOB", description = "The job of lines that name none.")
    private String job = "";

    @Option(names = "--scale", paramLabel = "N", description = "The best rating, 1 or 5; else told by the numbers.")
    private int scale;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    FeedbackImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (scale != 0 && scale != 1 && scale != 5) {
            throw new ParameterException(command.commandLine(), "--scale is 1 or 5, not " + scale);
        }
        var path = console.outside().workingDirectory().resolve(file).normalize();
        var source = new Source(path.toString(), Optional.empty(), (char) 0, "");
        try (var jobs = console.look()) {
            if (!job.isEmpty()) jobs.resolve(job);
            var view = jobs.accounts().feedback(source, job, scale);
            console.print(json ? json(view) : text(view));
            return (view.rows() > 0 && view.matched() == 0 ? ExitCode.USAGE : ExitCode.OK).code();
        }
    }

    private static String text(FeedbackView view) {
        var text = new StringBuilder();
        text.append(Figures.count(view.rows(), "rating") + ": " + Figures.count(view.matched()) + " matched ("
                + Figures.count(view.added()) + " new, " + Figures.count(view.changed()) + " changed, "
                + Figures.count(view.same()) + " as before), " + Figures.count(view.unmatched())
                + " not, " + Figures.count(view.blank()) + " blank\n");
        view.examples()
                .forEach(it -> text.append("  ").append(Untrusted.shown(it)).append('\n'));
        var more = view.unmatched() - view.examples().size();
        if (more > 0) text.append("  and ").append(Figures.count(more)).append(" more\n");
        return text.toString();
    }

    private static String json(FeedbackView view) {
        return Json.one(view, (it, json) -> {
                    json.writeStartObject();
                    json.writeNumberField("ratings", it.rows());
                    json.writeNumberField("matched", it.matched());
                    json.writeNumberField("new", it.added());
                    json.writeNumberField("changed", it.changed());
                    json.writeNumberField("same", it.same());
                    json.writeNumberField("unmatched", it.unmatched());
                    json.writeNumberField("blank", it.blank());
                    json.writeEndObject();
                })
                + "\n";
    }
}
