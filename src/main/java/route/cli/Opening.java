package route.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import route.config.Keys;
import route.domain.Provider;
import route.domain.Watch;
import route.flow.Event;
import route.money.PriceBook;

/**
 * What a command settles before the front desk is opened.
 *
 * @param home the state directory, which exists
 * @param providers as the settings have them; empty for a command that only looks
 * @param keys the providers' keys
 * @param watch what is watched, and who is told; nothing for a command that only looks
 * @param events where the flow's events go
 * @param trace where a line for each call over the network goes
 */
public record Opening(
        Path home,
        PriceBook prices,
        Map<String, Provider> providers,
        Keys keys,
        Watch watch,
        Consumer<Event> events,
        Consumer<String> trace) {}
