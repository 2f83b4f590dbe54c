package route.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Opinion;

class AdviceLinesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|3",
                "' 4.\n'|4",
                "**2**|2",
                "Score: 5|5",
                "4/5|4",
                "'4 out of 5'|4",
                "[simulated] 1|1",
                "'3 - it is 3'|3"
            })
    void oneNumberFromOneToFiveIsAnAnswer(String answer, int score) {
        assertEquals(Optional.of(Opinion.ofScore(score, "", 0)), AdviceLines.spoken(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hard", "0", "6", "35", "3.5", "0.4", "3 or 4", "Between 2 and 4", "10", "1,234"})
    void noneOrTwoOrAnotherAreNot(String answer) {
        assertEquals(Optional.empty(), AdviceLines.spoken(answer));
    }

    @Test
    void aCommandsLineHoldsARowAndAScoreOrAHardness() {
        var tasks = List.of("code", "qa");
        assertEquals(
                Optional.of(new AdviceLines.Advice(7, new Opinion(0.25, "code", 3))),
                AdviceLines.answer(
                        "{\"row\":7,\"hardness\":0.25,\"task\":\"code\",\"sensitivity\":3,\"more\":[]}", tasks));
        assertEquals(
                Optional.of(new AdviceLines.Advice(7, new Opinion(0.9, "", 0))),
                AdviceLines.answer("{\"row\":7,\"score\":5,\"task\":\"cooking\",\"sensitivity\":9}", tasks));
        for (var wrong : List.of(
                "{\"row\":7}",
                "{\"row\":7.5,\"score\":1}",
                "{\"score\":1}",
                "{\"row\":7,\"score\":0}",
                "{\"row\":7,\"score\":\"5\"}",
                "{\"row\":7,\"hardness\":1.01}",
                "{\"row\":7,\"hardness\":NaN}",
                "{\"row\":99999999999999999999,\"score\":1}",
                "7",
                "null",
                "")) {
            assertEquals(Optional.empty(), AdviceLines.answer(wrong, tasks), wrong);
        }
    }
}
