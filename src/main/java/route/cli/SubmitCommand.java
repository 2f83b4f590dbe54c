package route.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import route.domain.Delivery;
import route.domain.InputException;
import route.domain.JobSpec;
import route.flow.Goal;
import route.flow.JobView;
import route.flow.Jobs;
import route.flow.Submitted;

/** Creates a job and sends it. */
@Command(
        name = "submit",
        description = {
            "Creates a job and sends it; returns once all batches that may be sent now are accepted.",
            "The same input with the same settings continues its job; it is never bought twice.",
            "Prints the job's id, or once it is delivered the merged file's path."
        },
        footer = {
            "",
            "Examples:",
            "  route batch submit tickets.csv --wait --timeout 6h --max-cost 5.00",
            "  route batch submit samples/support_tickets.csv --sandbox --wait"
        })
final class SubmitCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private DeliveryOptions delivery = new DeliveryOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Option(names = "--again", description = "Make a new job although the same one was delivered before.")
    private boolean again;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    SubmitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var errand = waiting.errand(Goal.SENT);
        var settings = input.settings(console, delivery.flags());
        var spec = Simulated.marked(settings.jobSpec());
        if (json && spec.delivery().isStdout()) {
            throw new InputException("--json and -o - both want standard output\nname a file with -o FILE");
        }
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var code = submit(jobs, spec, errand, printer);
            new Aftermath(console, settings).of(jobs, printer);
            return code;
        }
    }

    private int submit(Jobs jobs, JobSpec spec, Errand errand, EventPrinter printer) {
        var submitted = jobs.submit(spec, again);
        printer.clear();
        tell(submitted);
        var drive = new Drive(console, jobs, printer, json);
        if (submitted.how() != Submitted.How.DELIVERED_BEFORE) return drive.one(submitted.job(), errand);
        var view = jobs.view(submitted.job());
        return isWantedElsewhere(spec.delivery(), view)
                ? drive.showElsewhere(view, spec.delivery(), errand)
                : drive.show(view, errand);
    }

    /**
     * Whether the answers that are there already are now asked for under another name. A file that is there stays, and
     * so does the absence of the job's own: who took it away has made use of it.
     */
    private static boolean isWantedElsewhere(Delivery wanted, JobView view) {
        if (wanted.isStdout()) return true;
        if (wanted.path().equals(view.output())) return false;
        return wanted.overwrite() || Files.notExists(Path.of(wanted.path()));
    }

    private void tell(Submitted submitted) {
        var job = submitted.job();
        switch (submitted.how()) {
            case NEW -> console.note(job + ": new job");
            case CONTINUED -> console.note(job + ": the same input and settings are an open job; it continues");
            case DELIVERED_BEFORE ->
                console.note(
                        job
                                + ": the same input and settings were delivered before; nothing is sent (--again for a new job)");
        }
    }
}
