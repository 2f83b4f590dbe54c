package route.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import route.domain.InputException;
import route.domain.OnBadRow;
import route.domain.SavedPlan;
import route.flow.Jobs;

/** Reads, classifies, counts and prices an input; sends nothing. */
@Command(
        name = "plan",
        description = {
            "Reads, classifies, counts and prices; sends nothing.",
            "Exits 2 where rows cannot be used and are not to be skipped."
        },
        footer = {
            "",
            "Examples:",
            "  route batch plan tickets.csv --template 'Summarise: {{body}}'",
            "  route batch plan tickets.csv -o plan.json",
            "  route batch submit --plan plan.json"
        })
final class PlanCommand implements Callable<Integer> {

    private static final long LARGEST_PLAN = 64L << 20;

    private static final Pattern DATA = Pattern.compile("(?i)\\.(csv|tsv|jsonl|ndjson)(\\.gz)?$");

    private final Console console;

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Mixin
    private DeliveryOptions delivery = new DeliveryOptions();

    @Option(names = "--output", paramLabel = "FILE", description = "Where the merged file of the job would go.")
    private Optional<String> output = Optional.empty();

    @Option(
            names = {"-o", "--save"},
            paramLabel = "FILE",
            description = "Write the plan down, for submit --plan FILE.")
    private String file = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = input.settings(console, flags());
        var spec = Simulated.marked(settings.jobSpec());
        if (!file.isEmpty()) {
            Jobs.refuseModel(spec);
            refuseForeign();
        }
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var saved = new ArrayList<SavedPlan>();
            var plan = jobs.rehearsal().plan(spec, saved::add);
            printer.clear();
            var stops = plan.badCount() > 0 && spec.onBadRow() == OnBadRow.STOP;
            if (!stops && !file.isEmpty()) save(saved.get(0));
            console.print(
                    json
                            ? PlanJson.text(plan, console.near(spec.delivery().path())) + "\n"
                            : PlanText.render(plan, console.width(), console.outPaint()));
            return (stops ? ExitCode.USAGE : ExitCode.OK).code();
        }
    }

    private Path place() {
        return console.outside().workingDirectory().resolve(file).normalize();
    }

    /** A plan goes over an older plan, and over nothing else: least of all over the input. */
    private void refuseForeign() {
        if (file.equals("-"))
            throw new InputException("-o - : a plan is written to a file\nname one, such as plan.json");
        if (Files.isRegularFile(place()) && !isPlan(place()))
            throw new InputException(place() + " exists and is no plan; it is left as it is\n"
                    + "-o is where the plan goes (--output: the results); name another file");
        if (DATA.matcher(file).find())
            throw new InputException(
                    "-o " + file + ": a plan is JSON for submit --plan, and this is the name of a table\n"
                            + "name a file such as plan.json, or say where the results go with --output");
    }

    private static boolean isPlan(Path file) {
        try {
            if (Files.size(file) > LARGEST_PLAN) return false;
            Jobs.plan(Files.readString(file), file.toString());
            return true;
        } catch (IOException | InputException e) {
            return false;
        }
    }

    private void save(SavedPlan plan) {
        // It holds the arguments of the commands that the settings name.
        OutFile.writePrivately(place(), it -> it.print(Jobs.text(plan)));
        console.note("plan written; carry it out with route batch submit --plan " + file);
    }

    private Map<String, String> flags() {
        var flags = new HashMap<>(delivery.flags(output));
        flags.putAll(policy.flags());
        return flags;
    }
}
