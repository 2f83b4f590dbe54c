package route.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.Money;
import route.domain.QualityLine;

class FindingsTest {

    @Test
    void aCheaperModelThatIsAsGoodByManyRatingsMakesTheDearerOneUnneeded() {
        var said = found(rated("luna", "1", 400, 0.93, 0.90, 0.95), rated("sol", "10", 400, 0.92, 0.89, 0.94));
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("qa: openai/sol (0.92, 0.89 to 0.94) was not needed"), said::toString);
        assertTrue(said.get(0).endsWith("at 10 % of the cost"), said::toString);
    }

    @Test
    void intervalsThatOverlapBecauseThereAreFewRatingsShowNothing() {
        assertEquals(
                List.of(), found(rated("luna", "1", 15, 0.76, 0.54, 0.93), rated("sol", "10", 15, 0.95, 0.83, 1.00)));
        assertEquals(
                List.of(), found(rated("luna", "1", 12, 0.90, 0.70, 0.99), rated("sol", "10", 12, 0.90, 0.70, 0.99)));
    }

    @Test
    void aModelThatIsHardlyCheaperMakesNoOtherUnneeded() {
        assertEquals(
                List.of(), found(rated("luna", "9", 400, 0.93, 0.90, 0.95), rated("sol", "10", 400, 0.92, 0.89, 0.94)));
    }

    private static List<String> found(QualityLine... lines) {
        return new Findings(List.of(lines)).sentences();
    }

    private static QualityLine rated(String model, String dollars, long rated, double mean, double low, double high) {
        var rate = Optional.of(new QualityLine.Rate(mean, low, high));
        var group = Map.of("model", "openai/" + model, "task", "qa");
        return new QualityLine(group, 1_000, Money.ofDollars(dollars), rated, 0, rate, 1_000, 1_000);
    }
}
