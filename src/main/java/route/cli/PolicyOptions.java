package route.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How tiers, and the models inside them, are chosen. */
final class PolicyOptions {

    @Option(
            names = "--share",
            paramLabel = "TIER=PERCENT",
            description = "The most rows of a tier, the hardest first, such as flagship=10%%.")
    private List<String> shares = List.of();

    @Option(names = "--spread", description = "Spread --max-cost over the rows, where a dollar gains most.")
    private boolean spread;

    @Option(names = "--prefer", paramLabel = "WHAT", description = "cost, speed or quality, or cost=0.7,quality=0.3.")
    private Optional<String> prefer = Optional.empty();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "In a tier: listed (default), cheapest or weighted.")
    private Optional<String> strategy = Optional.empty();

    @Option(
            names = "--explore",
            paramLabel = "PERCENT",
            description = "Rows that try another model of their tier; else none.")
    private Optional<String> explore = Optional.empty();

    /** The options given, by the key of their setting. */
    Map<String, String> flags() {
        var flags = new LinkedHashMap<String, String>();
        if (!shares.isEmpty()) flags.put("shares", String.join(",", shares));
        if (spread) flags.put("spread", "true");
        prefer.ifPresent(it -> flags.put("prefer", it));
        strategy.ifPresent(it -> flags.put("strategy", it));
        explore.ifPresent(it -> flags.put("explore", it));
        return flags;
    }
}
