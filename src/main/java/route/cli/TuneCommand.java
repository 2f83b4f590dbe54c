package route.cli;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
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
            "Where a profile may rank rows no better than the built-in classifier, nothing is saved.",
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

    @Spec
    private CommandSpec command;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(names = "--profile", paramLabel = "NAME", description = "What it is saved as; else the name of INPUT.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--dry-run", description = "Only print the figures; save nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    TuneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        profile.ifPresent(this::refuseUnfit);
        var settings = source.settings(command, console, source.flags());
        var spec = settings.jobSpec();
        var name = profile.orElseGet(() -> plain(spec.name()));
        var printer = console.printer();
        try (var jobs = console.open(settings, printer)) {
            var tuned = jobs.rehearsal().tune(spec, name);
            printer.clear();
            var isSaved = tuned.isOfUse() && !dryRun;
            var file = isSaved ? Optional.of(save(jobs.rehearsal(), tuned)) : Optional.<String>empty();
            if (!isSaved) leave(jobs.rehearsal(), name);
            console.print(json ? TunedText.json(tuned, file) : TunedText.words(tuned, file, console.width()));
        }
        return ExitCode.OK.code();
    }

    private void refuseUnfit(String name) {
        if (name.matches(Profile.NAME)) return;
        throw new ParameterException(
                command.commandLine(),
                "--profile '" + name + "' cannot name a profile: letters, digits, dots, dashes and underscores can");
    }

    /** Who names the profile in jobs is judged by the one before: that is worth a word. */
    private void leave(Rehearsal rehearsal, String name) {
        rehearsal
                .savedAt(name)
                .ifPresent(it -> console.note(
                        "profile " + name + " of " + it.atZone(ZoneOffset.UTC).toLocalDate() + " stays as it is"));
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
