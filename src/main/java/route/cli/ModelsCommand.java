package route.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The group of commands about prices; alone it lists them. */
@Command(
        name = "models",
        description = "The price book and the tiers. Without a command: list.",
        footer = {"", "Example:", "  route models --tier simple"})
final class ModelsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelsListing listing = new ModelsListing();

    ModelsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return listing.print(console).code();
    }
}
