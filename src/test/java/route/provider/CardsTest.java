package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says of the providers is what the dialects say. */
class CardsTest {

    @Test
    void theReadmesTableIsThatOfTheCards() throws IOException {
        var table = Dialects.names().stream()
                .map(Dialects::of)
                .filter(it -> !it.card().window().isZero())
                .map(CardsTest::row)
                .collect(Collectors.joining("\n"));
        assertTrue(
                Files.readString(Path.of("README.md")).contains(table + "\n\n"),
                () -> "the README's table should be\n" + table);
    }

    private static String row(Dialect it) {
        var card = it.card();
        var certain = it.isRecognisable() ? "exact" : "exact once ended; before that, very likely";
        return "| `%s` | %s | %s | %,d | %d MB | %d h | %s | %s | %s |"
                .formatted(
                        it.name(),
                        card.lookup(),
                        certain,
                        it.limits().maxRows(),
                        it.limits().maxBytes() / 1_000_000,
                        card.window().toHours(),
                        card.discount(),
                        it.retention().toDays() == 1 ? "1 day" : it.retention().toDays() + " days",
                        card.discards());
    }

    @Test
    void aCardSaysNothingIsDeletedWhereThereIsNoCallForIt() {
        for (var name : Dialects.names()) {
            var dialect = Dialects.of(name);
            var calls = dialect.discard("batch_1", "file_1", List.of("file_2"));
            assertEquals(calls.isEmpty(), dialect.card().discards().equals("nothing"), name);
        }
    }

    @Test
    void everyCardNamesItsSourceAndDate() {
        for (var name : Dialects.names()) {
            var card = Dialects.of(name).card();
            assertFalse(
                    card.source().isBlank()
                            || card.lookup().isBlank()
                            || card.discount().isBlank(),
                    name);
            assertTrue(card.asOf().isAfter(LocalDate.of(2026, 1, 1)), name);
        }
    }
}
