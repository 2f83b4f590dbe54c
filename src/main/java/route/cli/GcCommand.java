package route.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import route.domain.InputException;
import route.flow.ClearedJob;

/** Clears old jobs away. */
@Command(
        name = "gc",
        description = {
            "Clears away what old jobs take up; their bill stays.",
            "That is their copies of the input, the answers and the rows. Open jobs and merged files are left alone."
        },
        footer = {
            "",
            "Examples:",
            "  route gc --older-than 90d --dry-run",
            "  30 4 * * 0  route gc -q     (for cron; the age is the setting retention)"
        })
final class GcCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Jobs that ended so long ago, such as 90d; else the setting retention.")
    private Optional<Duration> age = Optional.empty();

    @Option(names = "--dry-run", description = "Only show what would be cleared away.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    GcCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var wanted = age.or(() -> console.settings().retention())
                .orElseThrow(() -> new InputException(
                        "nobody said how old a job must be\ngive --older-than 90d, or set retention: 90d"));
        try (var jobs = console.look()) {
            var cleared = jobs.clear(wanted, dryRun);
            if (json) console.print(json(cleared) + "\n");
            else if (!console.isQuiet()) console.print(text(cleared));
        }
        return ExitCode.OK.code();
    }

    private String text(List<ClearedJob> cleared) {
        if (cleared.isEmpty()) return "no job is that old\n";
        var table = new Table()
                .text("job")
                .elastic("name")
                .text("ended")
                .number("rows")
                .number("files");
        for (var it : cleared) {
            table.row(
                    it.id().value(),
                    it.name(),
                    Figures.minute(it.endedAt()),
                    Figures.count(it.rows()),
                    Figures.bytes(it.bytes()));
        }
        var bytes = Figures.bytes(sum(cleared));
        return table.render(console.width(), console.outPaint()) + "\n" + Figures.count(cleared.size(), "job") + ", "
                + (dryRun ? bytes + " would be freed; nothing was removed" : bytes + " freed") + "\n";
    }

    private static long sum(List<ClearedJob> cleared) {
        return cleared.stream().mapToLong(ClearedJob::bytes).sum();
    }

    private String json(List<ClearedJob> cleared) {
        return Json.one(cleared, (all, json) -> {
            json.writeStartObject();
            json.writeBooleanField("dry_run", dryRun);
            json.writeNumberField("bytes", sum(all));
            json.writeArrayFieldStart("jobs");
            for (var it : all) {
                json.writeStartObject();
                json.writeStringField("job", it.id().value());
                json.writeStringField("name", it.name());
                json.writeStringField("ended", it.endedAt().toString());
                json.writeNumberField("rows", it.rows());
                json.writeNumberField("bytes", it.bytes());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
