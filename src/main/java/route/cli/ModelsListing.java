package route.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import route.config.Settings;
import route.domain.InputException;
import route.domain.ModelRef;
import route.domain.TierSpec;
import route.money.Price;
import route.money.PriceBook;

/** Which models of the price book are shown, and as what. */
final class ModelsListing {

    @Option(names = "--tier", paramLabel = "TIER", description = "Only the models of this tier, or of all tiers: all.")
    private Optional<String> tier = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Whether a person asks for the prices of some models. */
    boolean isChosen() {
        return tier.isPresent();
    }

    ExitCode print(Console console) {
        var settings = console.settings();
        var book = settings.prices();
        var chosen = tier.isPresent() ? ofTier(tier.get(), settings, book) : all(book);
        console.print(
                json ? PriceText.json(chosen) + "\n" : PriceText.table(chosen, console.width(), console.outPaint()));
        return ExitCode.OK;
    }

    private static Map<ModelRef, Optional<Price>> all(PriceBook book) {
        var chosen = new LinkedHashMap<ModelRef, Optional<Price>>();
        book.all().forEach((model, price) -> chosen.put(model, Optional.of(price)));
        return chosen;
    }

    private static Map<ModelRef, Optional<Price>> ofTier(String wanted, Settings settings, PriceBook book) {
        var tiers = settings.tiers().stream()
                .filter(it -> wanted.equals("all") || it.name().equals(wanted))
                .toList();
        if (tiers.isEmpty()) {
            var known = settings.tiers().stream().map(TierSpec::name).toList();
            throw new InputException("there is no tier '" + Untrusted.shown(wanted, 40) + "'\nthe tiers are "
                    + String.join(", ", known));
        }
        var chosen = new LinkedHashMap<ModelRef, Optional<Price>>();
        tiers.forEach(it -> it.models().forEach(model -> chosen.put(model, book.find(model))));
        return chosen;
    }
}
