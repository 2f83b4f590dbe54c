package route.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.ModelRef;
import route.domain.Pins;
import route.domain.Prompt;
import route.domain.TierSpec;

class JudgementTest {

    @Test
    void hardnessIsRoundedAsTheDecimalNumberIsWritten() {
        var random = new Random(1);
        for (int round = 0; round < 100_000; round++) check(random.nextDouble());
        for (int step = 0; step < 10_000; step++) {
            double middle = (step + 0.5) / 10_000;
            check(middle);
            check(Math.nextUp(middle));
            check(Math.nextDown(middle));
            check(step / 10_000.0);
        }
        check(1);
    }

    private static void check(double value) {
        var expected =
                BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP).doubleValue();
        assertEquals(expected, Judgement.rounded(value), () -> Double.toString(value));
    }

    @Test
    void aDecisionWithoutAReasonIsTheSameDecision() {
        var model = List.of(ModelRef.parse("openai/gpt-6-luna"));
        var tiers = List.of(new TierSpec("weak", 0, model), new TierSpec("strong", 0.3, model));
        var explaining = new Classifier(tiers, List.of(), new Scorer());
        var terse = explaining.withoutReasons();
        for (var text : List.of("What is it?", "Prove step by step that 2 + 2 = 4, then justify it.", "", "翻译")) {
            var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of());
            var told =
                    explaining.classify(prompt, Pins.NONE, NoColumns.NONE, 20).decision();
            var plain = terse.classify(prompt, Pins.NONE, NoColumns.NONE, 20).decision();
            assertEquals("", plain.reason());
            assertEquals(told.tier(), plain.tier());
            assertEquals(told.hardness(), plain.hardness());
            assertEquals(told.score(), plain.score());
            assertEquals(told.sensitivity(), plain.sensitivity());
            assertEquals(told.task(), plain.task());
        }
    }

    private enum NoColumns implements route.domain.Fields {
        NONE;

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public java.util.Optional<String> text(String name) {
            return java.util.Optional.empty();
        }

        @Override
        public java.util.Optional<String> json(String name) {
            return java.util.Optional.empty();
        }
    }
}
