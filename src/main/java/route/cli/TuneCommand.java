package route.cli;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import route.domain.Profile;
import route.domain.Tuned;
import route.flow.Rehearsal;

/** Fits the classifier to the user's own outcomes. */
@Command(
        name = "tune",
        description = {
            "Fits the classifier to your own outcomes and saves it as a profile.",
            "INPUT has the columns prompt and gain (what a strong model is worth more than a weak one, -1 to 1), or"
                    + " prompt, weak and strong (what each is worth, 0 to 1); 50 rows at least, a few hundred are better.",
            "Where the labels show no signal, nothing is saved.",
            "Prints how well the built-in classifier and the profile rank rows that they were not fitted to: APGR, where"
                    + " 0.5 is a coin, with the middle 95 of 100 draws."
        },
        footer = {
            "",
            "Example:",
            "  route tune outcomes.csv --profile tickets",
            "  route batch submit tickets.csv --profile tickets"
        })
final class TuneCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private InputOptions input = new InputOptions();

    @Option(names = "--dry-run", description = "Only print the figures; save nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    TuneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = input.settings(console, Map.of());
        var spec = settings.jobSpec();
        var name = input.profile().orElseGet(() -> plain(spec.name()));
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var tuned = jobs.rehearsal().tune(spec, name);
            printer.clear();
            var file =
                    dryRun || !tuned.isOfUse() ? Optional.<String>empty() : Optional.of(save(jobs.rehearsal(), tuned));
            console.print(json ? TunedText.json(tuned, file) : TunedText.words(tuned, file, console.width()));
        }
        return ExitCode.OK.code();
    }

    private String save(Rehearsal rehearsal, Tuned tuned) {
        var name = tuned.profile().name();
        var before = rehearsal.savedAt(name);
        var file = rehearsal.save(tuned).toString();
        before.ifPresent(it -> console.note("profile " + name + " replaces that of "
                + it.atZone(ZoneOffset.UTC).toLocalDate()));
        return file;
    }

    /** The name of the labels as one of a profile. */
    private static String plain(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        var cut = plain.substring(0, Math.min(64, plain.length()));
        return cut.matches(Profile.NAME) ? cut : "labels";
    }
}
