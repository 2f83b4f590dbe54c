package route.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a script that makes the shell complete our commands and options. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash (for zsh, after bashcompinit).",
        footer = {
            "",
            "Examples:",
            "  source <(route completion)",
            "  route completion > ~/.local/share/bash-completion/completions/route"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Console console;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(AutoComplete.bash("route", CommandTree.whole(console.outside())));
        return ExitCode.OK.code();
    }
}
