package route.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands about jobs. */
@Command(
        name = "batch",
        description = "Plans, sends, watches and delivers jobs.",
        footer = {
            "",
            "Example:",
            "  route batch submit tickets.csv --wait",
            "",
            "A JOB is its id, a unique beginning of it, or @last.",
            "Exit codes: 0 delivered, 1 a bug, 2 usage or input, 3 some rows failed,",
            "4 held, 5 another process has the job, 6 timeout, 130 interrupted."
        })
final class BatchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK.code();
    }
}
