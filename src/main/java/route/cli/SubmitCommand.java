package route.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import route.config.Settings;
import route.domain.Delivery;
import route.domain.InputException;
import route.domain.JobSpec;
import route.domain.SavedPlan;
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

    private static final String OVERWRITE = "overwrite";

    private final Console console;

    @Spec
    private CommandSpec command;

    @Mixin
    private InputOptions input = new InputOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The merged file; - for stdout; else INPUT.results.EXT beside the input.")
    private Optional<String> output = Optional.empty();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Mixin
    private DeliveryOptions delivery = new DeliveryOptions();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Do exactly what batch plan -o wrote, or say what has changed.")
    private Optional<String> plan = Optional.empty();

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
        var planned = plan.map(this::planned);
        var settings = planned.isPresent() ? pricesOnly() : input.settings(console, flags());
        var spec = planned.map(SavedPlan::job).orElseGet(() -> Simulated.marked(settings.jobSpec()));
        if (json && spec.delivery().isStdout()) {
            throw new InputException("--json and -o - both want standard output\nname a file with -o FILE");
        }
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var submitted = planned.isPresent() ? jobs.submit(planned.get(), again) : jobs.submit(spec, again);
            var code = drive(jobs, submitted, spec, errand, printer);
            new Aftermath(console, settings).of(jobs, printer);
            return code;
        }
    }

    private SavedPlan planned(String file) {
        var path = console.outside().workingDirectory().resolve(file);
        try {
            var saved = Jobs.plan(Files.readString(path), file);
            return flags().containsKey(OVERWRITE) ? saved.overwriting() : saved;
        } catch (IOException e) {
            throw new InputException("cannot read the plan " + file + ": " + Failure.reason(e), e);
        }
    }

    /** A plan has its settings in it; what lies outside are the prices, the keys, the addresses, and what may be replaced. */
    private Settings pricesOnly() {
        var more = input.beyondPrices();
        flags().keySet().stream().filter(it -> !it.equals(OVERWRITE)).forEach(more::add);
        if (more.isEmpty()) return input.pricesAlone(console);
        throw new ParameterException(
                command.commandLine(),
                "--plan does what was planned; leave " + String.join(", ", more) + " away, or plan anew with it");
    }

    private int drive(Jobs jobs, Submitted submitted, JobSpec spec, Errand errand, EventPrinter printer) {
        printer.clear();
        tell(submitted);
        var drive = new Drive(console, jobs, printer, json);
        if (submitted.how() != Submitted.How.DELIVERED_BEFORE) return drive.one(submitted.job(), errand);
        var view = jobs.view(submitted.job());
        if (isWantedElsewhere(jobs, spec.delivery(), view)) return drive.showElsewhere(view, spec.delivery(), errand);
        // A cron line that finds last night's job has no news.
        return console.isQuiet() && !json ? drive.code(view, errand).code() : drive.show(view, errand);
    }

    /**
     * Whether the answers that are there already are now asked for under another name. The absence of the job's own file
     * is left alone: who took it away has made use of it. So is a file that somebody else put where the answers would go
     * by themselves; one that -o names is refused in the end.
     */
    private boolean isWantedElsewhere(Jobs jobs, Delivery wanted, JobView view) {
        if (wanted.isStdout()) return true;
        if (wanted.path().equals(view.output())) return false;
        var place = Path.of(wanted.path());
        return wanted.overwrite() || Files.notExists(place) || jobs.isOwn(view.id(), place) || output.isPresent();
    }

    private void tell(Submitted submitted) {
        var job = submitted.job();
        switch (submitted.how()) {
            case NEW -> console.note(job + ": new job");
            case CONTINUED -> console.note(job + ": an open job is made of this input already; it continues");
            case DELIVERED_BEFORE ->
                console.note(
                        job
                                + ": the same input and settings were delivered before; nothing is sent (--again for a new job)");
        }
        submitted.notes().forEach(it -> console.note(job + ": " + Untrusted.shown(it)));
    }

    private Map<String, String> flags() {
        var flags = new HashMap<>(delivery.flags(output));
        flags.putAll(policy.flags());
        return flags;
    }
}
