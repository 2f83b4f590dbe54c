package route.sim;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import route.domain.ModelRef;
import route.domain.Money;
import route.money.Price;
import route.money.PriceBook;

/** What models cost in a world. */
final class Prices {
    /** Providers that say with each answer what they charged for it. */
    static final Set<String> NAMED_BY = Set.of("xai", "openrouter");

    /** The built-in book, and models whose prices a user has to tell. */
    static final PriceBook BOOK = PriceBook.layered(
            PriceBook.builtIn(),
            new PriceBook(Stream.of(
                                    "azure/small",
                                    "azure/large",
                                    "doubleword/Qwen/Qwen3-14B",
                                    "doubleword/Qwen/Qwen3-32B")
                            .collect(Collectors.toMap(ModelRef::parse, it -> told())))
                    .withFree(Set.of("ollama")));

    /** In picodollars: what is charged is written in ten-billionths of a dollar at one of them. */
    private static final long UNIT = 100;

    private Prices() {}

    private static Price told() {
        var full = List.of(new Price.Step(0, 300_000, 30_000, 300_000, 1_200_000));
        var half = List.of(new Price.Step(0, 150_000, 15_000, 150_000, 600_000));
        return new Price(full, Optional.of(half), 0, 0, "the user", LocalDate.of(2026, 11, 20));
    }

    /** A quarter off, as the price book does not know. */
    static Money regular(Money listed) {
        return Money.ofPicodollars(listed.picodollars() * 3 / 4 / UNIT * UNIT);
    }
}
