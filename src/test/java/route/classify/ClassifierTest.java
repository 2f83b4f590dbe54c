package route.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.Endpoint;
import route.domain.Fields;
import route.domain.InputException;
import route.domain.Message;
import route.domain.ModelRef;
import route.domain.Pins;
import route.domain.Prompt;
import route.domain.RuleSpec;
import route.domain.TierSpec;

class ClassifierTest {
    private static final List<TierSpec> TIERS =
            List.of(tier("simple", 0), tier("medium", 0.40), tier("flagship", 0.75));
    private static final Scorer SCORER = new Scorer();
    private static final Prompt PROMPT = prompt("What is the capital of France?");

    @Test
    void aPinnedTierGoesBeforeEveryRule() {
        var classifier = classifier(rule(it -> it.tier = "simple"));
        var placement = classifier.classify(PROMPT, pins("flagship", "", "", ""), row(Map.of()), 7);
        assertEquals("flagship", placement.decision().tier());
        assertEquals("tier column", placement.decision().reason());
    }

    @Test
    void anUnknownPinnedTierIsToldWithTheTiersThereAre() {
        var classifier = classifier();
        var pins = pins("huge", "", "", "");
        assertEquals(
                Optional.of("the tier 'huge' is unknown; the tiers are: simple, medium, flagship"),
                classifier.problem(pins));
        assertThrows(IllegalArgumentException.class, () -> classifier.classify(PROMPT, pins, row(Map.of()), 7));
        assertEquals(Optional.empty(), classifier.problem(Pins.NONE));
    }

    @Test
    void theFirstRuleThatMatchesWins() {
        var classifier = classifier(
                rule(it -> {
                    it.tag = "press";
                    it.tier = "medium";
                }),
                rule(it -> {
                    it.tag = "legal";
                    it.tier = "flagship";
                }),
                rule(it -> it.tier = "medium"));
        var legal = classifier
                .classify(PROMPT, pins("", "", "", "legal"), row(Map.of()), 7)
                .decision();
        assertEquals("flagship", legal.tier());
        assertEquals("rule 2: tag is legal", legal.reason());
        var other = classifier.classify(PROMPT, Pins.NONE, row(Map.of()), 7).decision();
        assertEquals("rule 3: always", other.reason());
    }

    @Test
    void allConditionsOfARuleMustHold() {
        var classifier = classifier(rule(it -> {
            it.tag = "legal";
            it.contains = "FRANCE";
            it.matches = "cap.t";
            it.minTokens = 7;
            it.columns = Map.of("region", "eu");
            it.tier = "flagship";
        }));
        var legal = pins("", "", "", "legal");
        assertEquals("flagship", tier(classifier, PROMPT, legal, row(Map.of("region", "eu")), 7));
        assertEquals("simple", tier(classifier, PROMPT, legal, row(Map.of("region", "us")), 7));
        assertEquals("simple", tier(classifier, PROMPT, legal, row(Map.of()), 7));
        assertEquals("simple", tier(classifier, PROMPT, legal, row(Map.of("region", "eu")), 6));
        assertEquals("simple", tier(classifier, PROMPT, Pins.NONE, row(Map.of("region", "eu")), 7));
        assertEquals("simple", tier(classifier, prompt("Hello France"), legal, row(Map.of("region", "eu")), 7));
        assertEquals("simple", tier(classifier, prompt("capital?"), legal, row(Map.of("region", "eu")), 7));
    }

    @Test
    void aRuleKnowsTheRowsOwnTaskAndTheClassifiers() {
        var classifier = classifier(rule(it -> {
            it.task = "translation";
            it.tier = "medium";
        }));
        var text = prompt("Translate into French: good morning");
        assertEquals("medium", tier(classifier, text, Pins.NONE, row(Map.of()), 8));
        assertEquals("medium", tier(classifier, PROMPT, pins("", "", "Translation", ""), row(Map.of()), 8));
        assertEquals("simple", tier(classifier, PROMPT, Pins.NONE, row(Map.of()), 8));
    }

    @Test
    void containedTextIsFoundWhateverItsCaseAndIsNoPattern() {
        var classifier = classifier(rule(it -> {
            it.contains = "ÄRGER (.*";
            it.tier = "medium";
        }));
        assertEquals("medium", tier(classifier, prompt("viel ärger (.* hier"), Pins.NONE, row(Map.of()), 8));
        assertEquals("simple", tier(classifier, prompt("viel Ärger hier"), Pins.NONE, row(Map.of()), 8));
    }

    @Test
    void aRuleForAModelLeavesTheTierToTheScoreAndTheRowsModelGoesFirst() {
        var classifier = classifier(rule(it -> it.model = "openai/gpt-6-luna"));
        var ruled = classifier.classify(PROMPT, Pins.NONE, row(Map.of()), 7);
        assertEquals("openai/gpt-6-luna", ruled.model());
        assertEquals("simple", ruled.decision().tier());
        var pinned = classifier.classify(PROMPT, pins("", "anthropic/x", "", ""), row(Map.of()), 7);
        assertEquals("anthropic/x", pinned.model());
    }

    @Test
    void aRuleForATierThereIsNotIsRefused() {
        var error = assertThrows(
                InputException.class, () -> classifier(rule(it -> it.tier = "simple"), rule(it -> it.tier = "big")));
        assertEquals(
                "rule 2 gives the tier 'big', which there is not\nThe tiers are: simple, medium, flagship",
                error.getMessage());
    }

    @Test
    void aRuleThatGivesNothingIsRefused() {
        assertThrows(InputException.class, () -> classifier(rule(it -> it.tag = "x")));
    }

    @Test
    void aPatternThatIsNoneNamesItsRule() {
        var error = assertThrows(
                InputException.class,
                () -> classifier(rule(it -> {
                    it.matches = "(unclosed";
                    it.tier = "simple";
                })));
        assertTrue(error.getMessage().startsWith("rule 1: 'matches' is not a regular expression: Unclosed group"));
    }

    @ParameterizedTest
    @CsvSource({"(a+)+$", "(a|aa)+$", "(.|\\n)*b"})
    void aPatternThatNeverEndsIsTheUsersMistakeAndNotOurs(String regex) {
        var classifier = classifier(rule(it -> {
            it.matches = regex;
            it.tier = "simple";
        }));
        var text = prompt("a".repeat(100_000) + "!");
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            var error =
                    assertThrows(InputException.class, () -> classifier.classify(text, Pins.NONE, row(Map.of()), 9));
            assertTrue(error.getMessage().startsWith("rule 1: "), error.getMessage());
        });
    }

    @Test
    void theTierIsTheStrongestThatBeginsAtOrBelowTheHardness() {
        double hardness = SCORER.assess(PROMPT, 7).hardness();
        var exact = new Classifier(
                List.of(tier("a", 0), tier("b", hardness), tier("c", hardness + 0.0001)), List.of(), SCORER);
        assertEquals("b", tier(exact, PROMPT, Pins.NONE, row(Map.of()), 7));
        var none = new Classifier(List.of(tier("a", 0.99), tier("b", 1)), List.of(), SCORER);
        assertEquals("a", tier(none, PROMPT, Pins.NONE, row(Map.of()), 7));
    }

    @Test
    void theReasonIsAShortSentence() {
        var text = prompt("Prove step by step that the sum of the first n odd integers is n^2.");
        var decision =
                classifier().classify(text, Pins.NONE, row(Map.of()), 1240).decision();
        assertTrue(decision.reason().matches("[a-z]+(; [a-z: -]+){1,4}; 1,240 tokens"), decision.reason());
    }

    @Test
    void theRowsOwnTaskIsKeptOnlyWhereItIsOneOfOurWords() {
        assertEquals("extract", task(pins("", "", " Extract ", "")));
        assertEquals("qa", task(pins("", "", "their own words", "")));
    }

    private static String task(Pins pins) {
        return classifier().classify(PROMPT, pins, row(Map.of()), 7).decision().task();
    }

    private static String tier(Classifier classifier, Prompt prompt, Pins pins, Fields fields, int tokens) {
        return classifier.classify(prompt, pins, fields, tokens).decision().tier();
    }

    private static Classifier classifier(RuleSpec... rules) {
        return new Classifier(TIERS, List.of(rules), SCORER);
    }

    private static TierSpec tier(String name, double from) {
        return new TierSpec(name, from, List.of(ModelRef.parse("openai/gpt-6-luna")));
    }

    private static Prompt prompt(String text) {
        return new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of());
    }

    private static Pins pins(String tier, String model, String task, String tag) {
        return new Pins("", tier, model, task, tag, 0, "", "");
    }

    private static final class Draft {
        String tag = "";
        String task = "";
        String contains = "";
        String matches = "";
        int minTokens;
        Map<String, String> columns = Map.of();
        String tier = "";
        String model = "";
    }

    private static RuleSpec rule(java.util.function.Consumer<Draft> says) {
        var draft = new Draft();
        says.accept(draft);
        return new RuleSpec(
                draft.tag,
                draft.task,
                draft.contains,
                draft.matches,
                draft.minTokens,
                draft.columns,
                draft.tier,
                draft.model);
    }

    private static Fields row(Map<String, String> cells) {
        return new Fields() {
            @Override
            public List<String> names() {
                return List.copyOf(cells.keySet());
            }

            @Override
            public Optional<String> text(String name) {
                return Optional.ofNullable(cells.get(name));
            }

            @Override
            public Optional<String> json(String name) {
                return text(name).map(it -> '"' + it + '"');
            }
        };
    }
}
