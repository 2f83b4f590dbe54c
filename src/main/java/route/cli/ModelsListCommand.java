package route.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the price book. */
@Command(
        name = "list",
        description = "Lists models with their prices in USD per million tokens.",
        footer = {"", "Example:", "  route models list --tier flagship --json"})
final class ModelsListCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelsListing listing = new ModelsListing();

    ModelsListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return listing.print(console).code();
    }
}
