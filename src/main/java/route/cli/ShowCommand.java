package route.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows everything that happened to one row. */
@Command(
        name = "show",
        description = "Everything that happened to a row: decision and why, tries, batch ids, cost, prompt and answer.",
        footer = {"", "Examples:", "  route batch show @last 17", "  route batch show t7k2 T-1017 --json"})
final class ShowCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "JOB", description = "A job's id, a unique beginning of it, or @last.")
    private String job = "";

    @Parameters(index = "1", paramLabel = "ROW", description = "A row's number, 1 for the first, or else its id.")
    private String row = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var jobs = console.look()) {
            var view = jobs.row(jobs.resolve(job), row);
            console.print(
                    json ? RowJson.text(view) + "\n" : new RowText(console.width(), console.outPaint()).text(view));
            return ExitCode.OK.code();
        }
    }
}
