package route.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import route.config.Keys;
import route.config.Settings;
import route.domain.InputException;
import route.domain.Provider;
import route.domain.TierSpec;
import route.money.PriceBook;

/** Looks at the settings, the keys, the tiers and the prices. */
final class SettingsCheck {

    private final Console console;

    SettingsCheck(Console console) {
        this.console = console;
    }

    /** @param online whether each provider with a key is called once */
    List<Finding> all(boolean online) {
        try {
            var settings = console.settings();
            var book = settings.prices();
            var findings = new ArrayList<Finding>();
            findings.add(Finding.ok("settings", "readable"));
            settings.notes().forEach(it -> findings.add(Finding.note("settings", it)));
            settings.providers().values().forEach(it -> findings.add(key(it)));
            settings.tiers().forEach(it -> findings.add(tier(it, settings)));
            findings.add(prices(settings, book));
            if (online) findings.addAll(calls(settings, book));
            return findings;
        } catch (InputException e) {
            return List.of(Finding.mend("settings", e.getMessage()));
        }
    }

    private Finding key(Provider provider) {
        var what = "key " + provider.name();
        if (!provider.unsetVariables().isEmpty()) {
            return Finding.note(what, "its address needs " + String.join(", ", provider.unsetVariables()));
        }
        if (!provider.needsKey()) return Finding.ok(what, "none is needed");
        var from = provider.keyEnv().isEmpty() ? "its command" : provider.keyEnv();
        return console.keys().isSet(provider)
                ? Finding.ok(what, from + " is set")
                : Finding.note(what, from + " is not set");
    }

    private Finding tier(TierSpec tier, Settings settings) {
        var what = "tier " + tier.name();
        var keys = console.keys();
        var usable = tier.models().stream()
                .filter(it -> isUsable(settings, it.provider(), keys))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return usable.isEmpty()
                ? Finding.mend(what, "no model's key is set; set one, or use --sandbox")
                : Finding.ok(what, usable);
    }

    private static boolean isUsable(Settings settings, String name, Keys keys) {
        var provider = settings.providers().get(name);
        return provider != null && keys.isSet(provider);
    }

    private Finding prices(Settings settings, PriceBook book) {
        var today = LocalDate.ofInstant(console.outside().clock().instant(), ZoneOffset.UTC);
        var problems = PriceFinding.of(settings.tiers(), book, today);
        if (problems.isEmpty()) return Finding.ok("prices", "all models of the tiers have them");
        return Finding.note("prices", problems.size() + " to look at; run: route models check");
    }

    private List<Finding> calls(Settings settings, PriceBook book) {
        var keys = console.keys();
        var printer = console.printer();
        var opening = console.opening(book, java.util.Map.of(), route.domain.Watch.NONE, printer);
        return settings.providers().values().stream()
                .filter(it -> isUsable(settings, it.name(), keys) && isMeant(it, settings))
                .map(it -> call(it, opening))
                .toList();
    }

    /** A server of one's own need not run where no tier names it; a key says that a provider is meant. */
    private static boolean isMeant(Provider provider, Settings settings) {
        return provider.needsKey()
                || settings.tiers().stream()
                        .flatMap(it -> it.models().stream())
                        .anyMatch(it -> it.provider().equals(provider.name()));
    }

    private Finding call(Provider provider, Opening opening) {
        var what = "call " + provider.name();
        return console.outside()
                .ping()
                .apply(opening, provider)
                .map(it -> Finding.mend(what, it))
                .orElseGet(() -> Finding.ok(what, "answers at " + provider.baseUrl()));
    }
}
