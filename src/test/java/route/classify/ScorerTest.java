package route.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

class ScorerTest {
    private final Scorer scorer = new Scorer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code|Write a Python function that reverses a linked list.",
                "translation|Translate the following sentence into French: I like cats.",
                "translation|将以下文本翻译成英文：今天天气很好。",
                "summarise|Summarize the following article in two sentences: The council met on Monday.",
                "extract|Extract all dates and company names from the text below.",
                "classify|Classify the sentiment of this review as positive or negative: It broke at once.",
                "maths|Calculate how many apples are left if 17 of 42 are sold and 9 are eaten.",
                "creative|Write a short poem about the sea in autumn.",
                "qa|What is the capital of France?",
                "rewrite|Rewrite this paragraph to make it more concise: We are of the opinion that it may rain.",
                "advice|Suggest some tips and ideas for my first marathon."
            })
    void aPlainRequestIsGivenItsTask(String task, String text) {
        assertEquals(task, assess(text).task());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the capital of France?",
                "Classify this ticket as billing or technical: my card was charged twice",
                "Is this review positive or negative? It was fine.",
                "Translate to German: good morning",
                "how do I top up my card",
                "フランスの首都はどこですか？"
            })
    void trivialRowsAreSimple(String text) {
        assertTrue(assess(text).hardness() < 0.40, () -> text + " " + assess(text));
    }

    @Test
    void multiStepMathsCodeAndProofsAreHarderThanPlainQuestions() {
        var plain = assess("What is the capital of France?").hardness();
        for (var hard : List.of(
                "Prove that there are infinitely many primes, then derive a lower bound for the n-th prime and justify each step.",
                "Implement a lock-free queue in Rust. It must be linearizable, avoid the ABA problem, include unit tests, and"
                        + " explain why the memory ordering is optimal. Then analyze its complexity.",
                "A train leaves at 60 km/h, a second one 30 minutes after at 90 km/h. First compute when they meet, then"
                        + " how far each has gone, and finally the total fuel if each burns 3 litres per 100 km.")) {
            assertTrue(assess(hard).hardness() > 0.40, () -> hard + " " + assess(hard));
            assertTrue(assess(hard).hardness() > plain + 0.3);
        }
    }

    @Test
    void hardnessHasFourDecimalsAndTheScoreIsItsStep() {
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            var assessment = scorer.assess(prompt(noise(random, 400)), random.nextInt(5_000));
            assertEquals(assessment.hardness(), Math.round(assessment.hardness() * 10_000) / 10_000.0);
            assertTrue(assessment.hardness() >= 0 && assessment.hardness() <= 1);
            assertEquals(Math.min(5, 1 + (int) (assessment.hardness() * 5)), assessment.score());
            assertTrue(Scorer.TASKS.contains(assessment.task()));
        }
    }

    @Test
    void theSamePromptHasTheSameScoreEveryTime() {
        var text = "Compare the two contracts and explain why clause 4 is void.";
        assertEquals(assess(text), assess(text));
        assertEquals(assess(text), new Scorer().assess(prompt(text), text.length() / 4));
    }

    @Test
    void aLongerPromptIsHarderThanAShorterOfTheSameKind() {
        var prompt = prompt("Describe it.");
        double last = -1;
        for (int tokens : new int[] {1, 10, 100, 1_000, 10_000, 1_000_000}) {
            double hardness = scorer.assess(prompt, tokens).hardness();
            assertTrue(hardness > last);
            last = hardness;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|What is the capital of France?",
                "2|Is this clause clear?",
                "3|The patient has these symptoms: a cough.",
                "4|He wants to buy a weapon.",
                "5|How much heroin is an overdose, and would that be suicide?"
            })
    void sensitivityRisesWithWhatIsAtStake(int sensitivity, String text) {
        assertEquals(sensitivity, assess(text).sensitivity(), () -> assess(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the capital of France?",
                "",
                "Prove that there are infinitely many primes, then explain why, step by step.",
                "Which gas is the lightest?\nA. Argon\nB. Helium\nC. Hydrogen\nD. Neon\nAnswer:",
                "Find all $x$ with \\frac{x}{2} = x^2 - 3, where $x$ is an integer."
            })
    void whatTheSignalsWeighAddsUpToTheHardness(String text) {
        var assessment = assess(text);
        double sum = assessment.signals().stream().mapToDouble(Signal::weight).sum();
        assertEquals(assessment.hardness(), 1 / (1 + Math.exp(-9 * (sum - 0.45))), 0.0001);
    }

    @Test
    void theSignalsNameTheirEvidence() {
        var assessment = assess("Please diagnose: the patient must take a dose, then rest.");
        assertTrue(assessment.signals().stream()
                .anyMatch(it ->
                        it.name().equals("sensitive: medical") && it.evidence().contains("diagnose")));
        assertTrue(assessment.signals().stream().anyMatch(it -> it.name().equals("constraints")));
        assertFalse(assessment.signals().stream().anyMatch(it -> it.evidence().isEmpty()));
    }

    @Test
    void theSystemTextSaysWhatIsAskedOfADocument() {
        var prompt = new Prompt(
                Endpoint.CHAT,
                List.of(
                        Message.plain("system", "Summarize the user's text."),
                        Message.plain("user", "It rained. We went home.")),
                Map.of());
        assertEquals("summarise", scorer.assess(prompt, 20).task());
    }

    @Test
    void wordsInAPastedDocumentCountLessThanWordsInTheRequest() {
        var padding = "the weather over the hills stayed grey and calm all day ".repeat(40);
        var asked =
                scorer.assess(prompt("Prove and justify it. " + padding), 500).hardness();
        var pasted = scorer.assess(prompt(padding + "Prove and justify it. " + padding), 500)
                .hardness();
        assertTrue(asked > pasted);
    }

    @Test
    void aPromptWithoutTextIsAssessedToo() {
        var prompt = new Prompt(Endpoint.CHAT, List.of(new Message("user", "", "{}")), Map.of());
        assertEquals("qa", scorer.assess(prompt, 0).task());
    }

    @Test
    void hostileTextsAreReadInBoundedTime() {
        var units = List.of("a", "(", "\\", "\n", "- ", "1.", "？", "漢", "\uD83D", "{\"", "step by ", "\u0000", "'s ");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (var unit : units) {
                var text = prompt(unit.repeat(5_000_000 / unit.length()));
                scorer.assess(text, 1_000_000);
            }
        });
    }

    private Assessment assess(String text) {
        return scorer.assess(prompt(text), text.length() / 4);
    }

    private static Prompt prompt(String text) {
        return new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of());
    }

    private static String noise(Random random, int length) {
        var text = new StringBuilder();
        var alphabet = "abcdefghij   \n.,;:?!(){}[]=+-*\\<>_`0123456789ÄßшЖ漢字かな\uD83D\uDE00";
        for (int left = random.nextInt(length); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
