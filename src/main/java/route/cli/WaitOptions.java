package route.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import route.flow.Goal;

/** Whether to stay until the job is delivered. */
final class WaitOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--wait", description = "Stay until the job is delivered or cancelled.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stay no longer than this, such as 30m or 6h; then exit 6.")
    private Optional<Duration> timeout = Optional.empty();

    /** How far to go: to the end, or as far as {@code otherwise}. */
    Errand errand(Goal otherwise) {
        if (timeout.isPresent() && !wait) {
            throw new ParameterException(command.commandLine(), "--timeout needs --wait");
        }
        return new Errand(wait ? Goal.DELIVERED : otherwise, timeout);
    }
}
