package route.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands about the sandbox. */
@Command(
        name = "sandbox",
        description = "The built-in server that stands in for the providers.",
        footer = {"", "Example:", "  route sandbox serve --port 8089"})
final class SandboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK.code();
    }
}
