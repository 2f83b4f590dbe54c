package route.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import route.domain.ModelRef;

class OutputLengthsTest {
    private static final ModelRef MODEL = ModelRef.parse("openai/gpt-6-luna");
    private static final ModelRef OTHER = ModelRef.parse("openai/gpt-6.1-sol");

    @Test
    void whereNothingIsKnownTheRoundFigureHoldsUpToWhatTheRowAllows() {
        assertEquals(200, OutputLengths.UNKNOWN.tokens(MODEL, "qa", 30, 1_000));
        assertEquals(64, OutputLengths.UNKNOWN.tokens(MODEL, "qa", 30, 64));
        assertEquals(700, OutputLengths.UNKNOWN.tokens(MODEL, "translation", 700, 4_096));
        assertEquals(0, OutputLengths.UNKNOWN.answers(MODEL));
    }

    @Test
    void theMoreAnswersAreKnownTheMoreTheyCount() {
        var few = of(past("qa", false, 10, 50)).tokens(MODEL, "qa", 10, 1_000);
        assertTrue(few < 120 && few > 80, "ten answers are worth half of what is assumed: " + few);
        assertEquals(50, of(past("qa", false, 1_000_000, 50)).tokens(MODEL, "qa", 10, 1_000));
        assertEquals(40, of(past("qa", false, 1_000_000, 50)).tokens(MODEL, "qa", 10, 40));
    }

    @Test
    void jobsOfTheSameNameGoBeforeOthers() {
        var lengths = of(past("qa", false, 1_000_000, 400), past("qa", true, 1_000, 20));
        var expected = lengths.tokens(MODEL, "qa", 10, 1_000);
        assertTrue(expected >= 20 && expected <= 21, "the usual is 400, here it is 20: " + expected);
    }

    @Test
    void aTaskThatIsNotKnownIsScaledAsTheOthersAreAndAnotherModelIsNot() {
        var lengths = of(past("qa", true, 1_000_000, 20));
        assertEquals(60, lengths.tokens(MODEL, "code", 10, 1_000), "a tenth of what is assumed, as of the others");
        assertEquals(200, lengths.tokens(OTHER, "qa", 10, 1_000));
        assertEquals(1_000_000, lengths.answers(MODEL));
        assertEquals(0, lengths.answers(OTHER));
    }

    @Test
    void aTranslationIsAsMuchLongerThanItsTextAsOthersWere() {
        var lengths = new OutputLengths(
                List.of(new OutputLengths.Past(MODEL, "translation", true, 1_000_000, 100_000_000, 120_000_000)));
        assertEquals(600, lengths.tokens(MODEL, "translation", 500, 4_096));
    }

    private static OutputLengths of(OutputLengths.Past... pasts) {
        return new OutputLengths(List.of(pasts));
    }

    private static OutputLengths.Past past(String task, boolean sameName, long answers, long each) {
        return new OutputLengths.Past(MODEL, task, sameName, answers, 10 * answers, each * answers);
    }
}
