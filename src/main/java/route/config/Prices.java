package route.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import route.money.PriceBook;
import route.money.PriceFile;

/** The price book as far as names of models need it, read when first asked for. */
final class Prices {
    private static final String IMPORTED = "prices.json";

    private final Optional<Path> file;
    private Optional<PriceBook> read = Optional.empty();

    /**
     * @param named the price file that the settings name; without one, the imported file in the state directory counts
     */
    Prices(Optional<Path> named, Request request) {
        this.file = named.or(() -> Optional.of(imported(request)).filter(Files::exists));
    }

    PriceBook book() {
        if (read.isEmpty()) {
            var builtIn = PriceBook.builtIn();
            read = Optional.of(file.map(it -> PriceBook.layered(builtIn, PriceFile.read(it)))
                    .orElse(builtIn));
        }
        return read.get();
    }

    private static Path imported(Request request) {
        var env = request.env();
        var home = env.getOrDefault("ROUTE_HOME", "");
        if (!home.isEmpty()) return request.workingDirectory().resolve(home).resolve(IMPORTED);
        var state = Path.of(env.getOrDefault("XDG_STATE_HOME", ""));
        var directory = state.isAbsolute() ? state : request.userHome().resolve(".local/state");
        return directory.resolve("route").resolve(IMPORTED);
    }
}
