package route.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.InputException;
import route.domain.ModelRef;

class PriceBookTest {
    private static final PriceBook BOOK = PriceBook.builtIn();

    @Test
    void aBareIdMeansTheModelOfItsMaker() {
        assertEquals(
                "openai/gpt-4o-mini", BOOK.resolve("gpt-4o-mini").orElseThrow().toString());
        assertEquals(
                "anthropic/claude-haiku-5-5",
                BOOK.resolve("claude-haiku-5-5").orElseThrow().toString());
        assertEquals(
                "groq/llama-3.1-8b-instant",
                BOOK.resolve("llama-3.1-8b-instant").orElseThrow().toString());
        assertTrue(BOOK.resolve("gpt-7-nova").isEmpty());
    }

    @Test
    void aDatedIdKeepsItsDateAndCostsWhatTheUndatedModelDoes() {
        var dated = BOOK.resolve("claude-haiku-5-5-20261001").orElseThrow();
        assertEquals("anthropic/claude-haiku-5-5-20261001", dated.toString());
        assertEquals(BOOK.find(ModelRef.parse("anthropic/claude-haiku-5-5")), BOOK.find(dated));
        assertTrue(BOOK.find(ModelRef.parse("openai/gpt-6-luna-2026-10-01")).isPresent());
        assertTrue(BOOK.find(ModelRef.parse("openai/gpt-6-luna-1")).isEmpty());
    }

    @Test
    void aModelOfFireworksMayBeNamedWithoutWhatAllOfThemBeginWith() {
        var full = BOOK.find(ModelRef.parse("fireworks/accounts/fireworks/models/glm-5p3-flash"));
        assertTrue(full.isPresent());
        assertEquals(full, BOOK.find(ModelRef.parse("fireworks/glm-5p3-flash")));
    }

    @Test
    void aNameThatSeveralResellersShareMustBeWrittenInFull() {
        var book = new PriceBook(Map.of(
                ModelRef.parse("together/mix"),
                price(10, "2026-11-01"),
                ModelRef.parse("groq/mix"),
                price(20, "2026-11-01")));
        var e = assertThrows(InputException.class, () -> book.resolve("mix"));
        assertEquals("model mix is offered by several providers\nwrite one of groq/mix, together/mix", e.getMessage());
    }

    @Test
    void theUpperBookHoldsWhereBothKnowAModel() {
        var model = ModelRef.parse("openai/gpt-6-luna");
        var own = new PriceBook(Map.of(model, price(1, "2026-11-19")));
        var both = PriceBook.layered(BOOK, own);
        assertEquals(1, both.find(model).orElseThrow().realtime().get(0).input());
        assertEquals(BOOK.all().size(), both.all().size());
    }

    @Test
    void theBuiltInBookIsSortedAndNamesASourceAndADayForEveryPrice() {
        var names = BOOK.all().keySet().stream().map(ModelRef::toString).toList();
        assertEquals(
                names.stream()
                        .map(ModelRef::parse)
                        .sorted((a, b) -> a.provider().equals(b.provider())
                                ? a.model().compareTo(b.model())
                                : a.provider().compareTo(b.provider()))
                        .map(ModelRef::toString)
                        .toList(),
                names);
        assertTrue(names.size() > 1000, "only " + names.size());
        for (var price : BOOK.all().values()) {
            assertTrue(price.source().equals("LiteLLM") || price.source().equals("pi-ai"), price.source());
            assertTrue(price.date().isAfter(LocalDate.of(2026, 7, 31)));
        }
    }

    @Test
    void cachedTokensOfAProviderThatDiscountsThemNoFurtherNeverCostMoreThanFreshOnes() {
        var oss = BOOK.find(ModelRef.parse("groq/openai/gpt-oss-120b")).orElseThrow();
        var step = oss.batch().orElseThrow().get(0);
        assertEquals(75_000, step.input());
        assertEquals(75_000, step.cachedInput());
    }

    private static Price price(long picodollars, String day) {
        var step = new Price.Step(0, picodollars, picodollars, picodollars, picodollars);
        return new Price(List.of(step), Optional.empty(), 0, 0, "test", LocalDate.parse(day));
    }
}
