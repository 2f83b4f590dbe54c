package route.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import route.money.PriceBook;
import route.money.PriceFile;

/** The price book in force: the built-in prices, under those that were imported, under those that the settings name. */
public final class Prices {
    private final Path home;
    private final Optional<Path> named;
    private Optional<PriceBook> read = Optional.empty();

    /**
     * @param home the state directory
     * @param named the price file that the settings name
     */
    public Prices(Path home, Optional<Path> named) {
        this.home = home;
        this.named = named;
    }

    /**
     * The book, read when it is first asked for.
     *
     * @throws route.domain.InputException where a price file cannot be used
     */
    public PriceBook book() {
        if (read.isEmpty()) read = Optional.of(layered());
        return read.get();
    }

    private PriceBook layered() {
        var book = PriceBook.builtIn();
        var imported = StateHome.importedPrices(home);
        if (Files.exists(imported)) book = PriceBook.layered(book, PriceFile.read(imported));
        return named.isEmpty() ? book : PriceBook.layered(book, PriceFile.read(named.get()));
    }
}
