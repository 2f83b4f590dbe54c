package route.cli;

import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import route.domain.Provider;
import route.flow.Capability;

/** The group of commands about providers and prices; alone it shows what each provider offers. */
@Command(
        name = "models",
        description = {
            "Providers, prices and tiers.",
            "Without a command: what each provider offers, and whether its key is set; with --tier the prices of its"
                    + " models."
        },
        footer = {"", "Example:", "  route models", "  route models --tier simple"})
final class ModelsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelsListing listing = new ModelsListing();

    ModelsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (listing.isChosen()) return listing.print(console).code();
        var settings = console.settings();
        var keys = console.keys();
        var providers = settings.providers();
        var shown = providers.values().stream().map(Capability::of).toList();
        Predicate<String> hasKey = it -> keys.isSet(providers.get(it));
        console.print(
                listing.isJson()
                        ? ProviderText.json(shown, hasKey) + "\n"
                        : ProviderText.table(
                                shown,
                                it -> key(providers.get(it), hasKey.test(it)),
                                console.width(),
                                console.outPaint()));
        return ExitCode.OK.code();
    }

    private static String key(Provider provider, boolean isSet) {
        if (!provider.needsKey() && provider.unsetVariables().isEmpty()) return "none needed";
        return isSet ? "set" : "no";
    }
}
