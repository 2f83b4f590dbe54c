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

    private final Desk desk;

    CompletionCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        desk.print(AutoComplete.bash("route", CommandTree.whole(desk.outside())));
        return ExitCode.OK.code();
    }
}
