package route.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.config.StateHome;
import route.money.PriceFile;

/** Takes prices from a file. */
@Command(
        name = "import",
        description = {
            "Reads a price file in LiteLLM's format, or in our own, and keeps its prices.",
            "They go before the built-in ones, model by model, until the file it names is deleted."
        },
        footer = {"", "Example:", "  route models import samples/prices.json"})
final class ModelsImportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The price file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ModelsImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PrivateFolder.make(console.home());
        var target = StateHome.importedPrices(console.home());
        var models = PriceFile.importFrom(console.outside().workingDirectory().resolve(file), target);
        console.print(json ? json(models, target) : Figures.count(models, "model") + " imported into " + target + "\n");
        return ExitCode.OK.code();
    }

    private static String json(int models, Path target) {
        return Json.one(models, (count, json) -> {
                    json.writeStartObject();
                    json.writeNumberField("models", count);
                    json.writeStringField("file", target.toString());
                    json.writeEndObject();
                })
                + "\n";
    }
}
