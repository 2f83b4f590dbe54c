package route.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the state lives, and what of it the settings need to know. */
public final class StateHome {
    private static final String IMPORTED_PRICES = "prices.json";

    private StateHome() {}

    /**
     * The first of {@code --home}, {@code ROUTE_HOME}, {@code $XDG_STATE_HOME/route}, {@code ~/.local/state/route}. A
     * relative {@code XDG_STATE_HOME} is left out, as the XDG Base Directory Specification 0.8 asks.
     */
    public static Path find(Optional<Path> flag, Map<String, String> env, Path workingDirectory, Path userHome) {
        if (flag.isPresent()) return workingDirectory.resolve(flag.get()).normalize();
        var own = env.getOrDefault("ROUTE_HOME", "");
        if (!own.isEmpty()) return workingDirectory.resolve(own).normalize();
        var xdg = env.getOrDefault("XDG_STATE_HOME", "");
        if (xdg.startsWith("/")) return Path.of(xdg, "route").normalize();
        return userHome.resolve(".local/state/route");
    }

    /** Where {@code route models import} keeps its prices; the file may not exist. */
    public static Path importedPrices(Path home) {
        return home.resolve(IMPORTED_PRICES);
    }
}
