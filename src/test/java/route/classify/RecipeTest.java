package route.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The trainer on samples with a planted rule: the strong model alone answers questions about rivers. */
class RecipeTest {
    private static final List<String> FILLERS =
            List.of("the", "old", "green", "town", "near", "under", "which", "holds", "stone", "bread", "seven");

    @Test
    void theSameSamplesMakeTheSameBytesAndTheRuleIsFound() {
        var samples = samples(1, 300);
        var first = Recipe.weights(samples, it -> true, new Recipe.Texts());
        assertArrayEquals(first, Recipe.weights(samples, it -> true, new Recipe.Texts()));
        var weights = Recipe.read(first);
        var exam = Corpus.BENCHMARKS.get(0);
        var unseen = samples(2, 200).stream().filter(exam::holds).toList();
        var scores = unseen.stream().mapToDouble(it -> hardness(weights, it)).toArray();
        var gains = unseen.stream().mapToDouble(exam::gain).toArray();
        assertTrue(Apgr.of(scores, gains) > 0.7, "a coin has 0.5, the best order 0.75: " + Apgr.of(scores, gains));
    }

    @Test
    void outcomesThatMayNotBeLookedAtDoNotMatter() {
        var samples = samples(3, 200);
        var hidden = samples.stream().map(RecipeTest::turned).toList();
        assertArrayEquals(
                Recipe.weights(samples, it -> false, new Recipe.Texts()),
                Recipe.weights(hidden, it -> false, new Recipe.Texts()));
    }

    @Test
    void theQuestionIsTheKeyWhateverItsOptionsAre() {
        assertEquals(Sample.keyOf("What is it?\nA. this\nB. that"), Sample.keyOf("what, is it\n(A) other"));
        assertEquals("x 2 3", Sample.keyOf("X^2 = 3"));
    }

    @Test
    void aCoinHasOneHalfAndTheBestOrderTheMost() {
        var gains = new double[] {1, 0, 0, 1};
        assertEquals(0.5, Apgr.of(new double[] {1, 1, 1, 1}, gains), 1e-12);
        assertEquals(0.75, Apgr.of(new double[] {2, 1, 1, 2}, gains), 1e-12);
        assertEquals(0.25, Apgr.of(new double[] {1, 2, 2, 1}, gains), 1e-12);
        assertEquals(0.25, Apgr.callsFor(0.5, new double[] {2, 1, 1, 2}, gains), 1e-12);
        assertEquals(0.8, Apgr.callsFor(0.8, new double[] {1, 1, 1, 1}, gains), 1e-12);
    }

    private static double hardness(Weights weights, Sample sample) {
        var features = sample.features(Lexicon.load());
        return Judgement.of(features, features.pieces(), weights).hardness();
    }

    private static List<Sample> samples(int seed, int count) {
        var random = new Random(seed);
        var samples = new ArrayList<Sample>();
        for (int at = 0; at < count; at++) {
            boolean river = random.nextBoolean();
            var text = "Tell me of the " + (river ? "river" : "mountain");
            for (int word = 0; word < 12; word++) text += " " + FILLERS.get(random.nextInt(FILLERS.size()));
            boolean exam = at % 3 != 0;
            var pair = Corpus.BENCHMARKS.get(0);
            samples.add(new Sample(
                    seed + "-" + at,
                    exam ? pair.name() : Corpus.TASKS,
                    "",
                    exam ? "" : "qa",
                    Sample.keyOf(text),
                    exam ? text + "?\nA. yes\nB. no" : text,
                    exam ? Map.of(pair.weak(), river ? 0.0 : 1.0, pair.strong(), 1.0) : Map.of()));
        }
        return samples;
    }

    private static Sample turned(Sample it) {
        var scores = new java.util.TreeMap<String, Double>();
        it.scores().forEach((model, score) -> scores.put(model, 1 - score));
        return new Sample(it.id(), it.benchmark(), it.source(), it.label(), it.key(), it.prompt(), scores);
    }
}
