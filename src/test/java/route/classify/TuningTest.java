package route.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import route.domain.Adviser;
import route.domain.Endpoint;
import route.domain.Fields;
import route.domain.InputException;
import route.domain.Judging;
import route.domain.Message;
import route.domain.ModelRef;
import route.domain.Pins;
import route.domain.Profile;
import route.domain.ProfileRule;
import route.domain.Prompt;
import route.domain.TierSpec;
import route.domain.Tuned;

class TuningTest {
    private static final Scorer SCORER = new Scorer();
    private static final List<String> SUBJECTS =
            List.of("pumps", "valves", "boilers", "meters", "cables", "filters", "panels", "engines");

    private static final List<ModelRef> MODELS = List.of(ModelRef.parse("openai/gpt-6-luna"));

    /** Prompts of one length and form, of which only a word says where the strong model gains. */
    private static Tuning labelled(int rows, double noise, long seed) {
        var tuning = new Tuning(SCORER);
        var random = new Random(seed);
        for (int row = 0; row < rows; row++) {
            int subject = random.nextInt(SUBJECTS.size());
            double gain = (subject < 4 ? 0.6 : 0) + noise * random.nextGaussian();
            tuning.add(prompt(subject, row), 12, Math.max(-1, Math.min(1, gain)));
        }
        return tuning;
    }

    private static Prompt prompt(int subject, int number) {
        return prompt("Report " + number + " about " + SUBJECTS.get(subject) + " came in. What is to be done?");
    }

    private static Prompt prompt(String text) {
        return new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of());
    }

    @Test
    void whatTheLabelsSayOfWordsIsFoundInPromptsThatWereNotLabelled() {
        var tuned = labelled(300, 0.3, 1).fit("tickets");
        assertEquals(Tuned.Finding.BETTER, tuned.finding());
        assertTrue(tuned.tuned().value() > 0.65, "APGR " + tuned.tuned());
        var leaning = new Leaning(tuned.profile());
        double hard = leaning.on(SCORER.judge(prompt(1, 9_001), 12)).hardness();
        double easy = leaning.on(SCORER.judge(prompt(6, 9_002), 12)).hardness();
        assertTrue(hard > easy + 0.2, hard + " against " + easy);
    }

    @Test
    void labelsWithoutAPatternAreNoSignalAndOfNoUse() {
        for (long seed = 1; seed <= 5; seed++) {
            var tuning = new Tuning(SCORER);
            var random = new Random(seed);
            for (int row = 0; row < 120; row++) tuning.add(prompt(random.nextInt(8), row), 12, random.nextDouble());
            var tuned = tuning.fit("noise");
            assertNotEquals(Tuned.Finding.BETTER, tuned.finding(), "seed " + seed);
            assertTrue(tuned.tuned().touches(0.5), "seed " + seed + ": " + tuned.tuned());
            assertFalse(tuned.isOfUse(), "seed " + seed);
        }
    }

    @Test
    void theSameLabelsGiveTheSameProfileBitForBit() {
        assertEquals(labelled(120, 0.3, 4).fit("a"), labelled(120, 0.3, 4).fit("a"));
        assertNotEquals(labelled(120, 0.3, 4).fit("a"), labelled(120, 0.3, 5).fit("a"));
    }

    @Test
    void equalPromptsStayTogetherSoThatNoneIsJudgedByItself() {
        var tuning = new Tuning(SCORER);
        var random = new Random(3);
        // Each of thirty prompts four times, with an outcome of its own that nothing else tells.
        for (int row = 0; row < 120; row++) {
            double own = new Random(row % 30).nextInt(2);
            tuning.add(prompt("case number " + row % 30), 6, Math.abs(own - 0.05 * random.nextDouble()));
        }
        var tuned = tuning.fit("copies");
        assertEquals(30, tuned.prompts());
        assertTrue(tuned.tuned().low() < 0.5, "learnt by heart: " + tuned.tuned());
    }

    @Test
    void fewerThanFiftyRowsAreRefusedWithTheNumberThatIsNeeded() {
        var tuning = labelled(Tuning.LEAST - 1, 0.1, 1);
        var refused = assertThrows(InputException.class, () -> tuning.fit("few"));
        assertTrue(refused.getMessage().contains("49 labelled rows are too few"), refused.getMessage());
        assertTrue(refused.getMessage().contains("50"), refused.getMessage());
        assertEquals(50, labelled(Tuning.LEAST, 0.1, 1).fit("enough").rows());
    }

    @Test
    void aStrongModelThatGainsNothingIsSaidSo() {
        var tuning = new Tuning(SCORER);
        for (int row = 0; row < 60; row++) tuning.add(prompt(row % 8, row), 12, -0.1);
        var refused = assertThrows(InputException.class, () -> tuning.fit("backwards"));
        assertTrue(refused.getMessage().contains("gains nothing"), refused.getMessage());
    }

    @Test
    void theSignalsOfAProfileAddUpToItsHardness() {
        var leaning = new Leaning(labelled(300, 0.3, 1).fit("tickets").profile());
        var judgement = leaning.on(SCORER.judge(prompt("Prove in three steps that the pumps cannot fail."), 9));
        double sum = judgement.explained().signals().stream()
                .mapToDouble(Signal::weight)
                .sum();
        double logit = Judgement.STEEPNESS * (sum - Judgement.MIDDLE);
        assertEquals(judgement.hardness(), Outlook.sigmoid(logit), 1e-4);
        assertTrue(judgement.explained().signals().stream()
                .anyMatch(it -> it.name().equals("profile: words")));
    }

    @Test
    void aProfileOfAnotherVersionOrWithBrokenWordsIsRefused() {
        var own = labelled(60, 0.3, 1).fit("old").profile();
        var other = new Profile("old", "0123456789abcdef", 60, 0, 0, 1, 0, "");
        var refused = assertThrows(InputException.class, () -> new Leaning(other));
        assertTrue(refused.getMessage().contains("another version"), refused.getMessage());
        for (var words : List.of("AAAA", "not base64!")) {
            var broken = new Profile("old", own.classifier(), 60, 0, 0, 1, 0, words);
            var damaged = assertThrows(InputException.class, () -> new Leaning(broken));
            assertTrue(damaged.getMessage().contains("damaged"), damaged.getMessage());
        }
    }

    @Test
    void aRowIsJudgedByTheFirstProfileWhoseRuleHolds() {
        var hard = new Profile("hard", ClassifierVersion.NOW, 60, 0.9, 0, 0, 0, "");
        var easy = new Profile("easy", ClassifierVersion.NOW, 60, -0.9, 0, 0, 0, "");
        var judging = new Judging(
                "easy",
                List.of(new ProfileRule("legal", "", "hard"), new ProfileRule("", "code", "hard")),
                List.of(hard, easy),
                Adviser.NOBODY,
                false);
        var tiers = List.of(new TierSpec("weak", 0, MODELS), new TierSpec("strong", 0.5, MODELS));
        var classifier = new Classifier(tiers, List.of(), SCORER, judging);
        assertEquals("strong", tier(classifier, "What is the capital of France?", "legal"));
        assertEquals("weak", tier(classifier, "What is the capital of France?", "press"));
        assertEquals("strong", tier(classifier, "Write a Python function that sorts a list of dicts by a key.", ""));
        assertEquals("strong", tier(classifier.withoutReasons(), "What is the capital of France?", "legal"));
    }

    private static String tier(Classifier classifier, String text, String tag) {
        var pins = new Pins("", "", "", "", tag, 0, "", "");
        return classifier
                .classify(prompt(text), pins, new NoFields(), 9)
                .decision()
                .tier();
    }

    private record NoFields() implements Fields {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> json(String name) {
            return Optional.empty();
        }
    }
}
