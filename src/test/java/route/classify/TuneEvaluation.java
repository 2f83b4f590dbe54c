package route.classify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/**
 * What {@code route tune} is worth on a benchmark that the built-in weights were not trained on: some labels are drawn, a
 * profile is fitted to them, and both rank the rest. No question is on both sides.
 */
final class TuneEvaluation {
    private static final List<Integer> LABELS = List.of(100, 300, 800, 1_500);
    private static final int DRAWS = 5;

    /** No more labels than this part of a benchmark: what is left must tell something. */
    private static final double MOST = 0.7;

    private final List<Sample> samples;
    private final List<Sample> testedOnly;
    private final Recipe.Texts texts = new Recipe.Texts();
    private final PrintStream out;

    TuneEvaluation(Path folder, PrintStream out) throws IOException {
        this.samples = Corpus.read(folder);
        this.testedOnly = Corpus.file(folder, Corpus.TESTED_ONLY.name());
        this.out = out;
    }

    void print() {
        out.println(
                "benchmark      labels  built-in  tuned (least..most of 5 draws)  as tune itself puts it  findings");
        for (var benchmark : Corpus.BENCHMARKS) print(benchmark, samples);
        print(Corpus.TESTED_ONLY, testedOnly);
    }

    private void print(Corpus.Benchmark benchmark, List<Sample> tested) {
        var rows = tested.stream().filter(benchmark::holds).toList();
        var keys = new HashSet<String>();
        for (var sample : tested) {
            if (sample.benchmark().equals(benchmark.name())) keys.add(sample.key());
        }
        var known = samples.stream()
                .filter(it -> !it.benchmark().equals(benchmark.name()) && !keys.contains(it.key()))
                .toList();
        var scorer = new Scorer(Lexicon.load(), Recipe.read(Recipe.weights(known, it -> true, texts)));
        for (int labels : LABELS) {
            if (labels <= MOST * rows.size()) print(benchmark, rows, scorer, labels);
        }
    }

    private void print(Corpus.Benchmark benchmark, List<Sample> rows, Scorer scorer, int labels) {
        var before = new ArrayList<Double>();
        var after = new ArrayList<Double>();
        var claimed = new ArrayList<Double>();
        var findings = new ArrayList<String>();
        for (int draw = 0; draw < DRAWS; draw++) {
            var salt = "draw " + draw + " ";
            var shuffled = rows.stream()
                    .sorted(Comparator.comparingInt((Sample it) -> (salt + it.id()).hashCode() * 0x9E3779B1)
                            .thenComparing(Sample::id))
                    .toList();
            var tuning = new Tuning(scorer);
            var seen = new HashSet<String>();
            for (var sample : shuffled.subList(0, labels)) {
                tuning.add(prompt(sample), texts.of(sample).pieces(), benchmark.gain(sample));
                seen.add(sample.key());
            }
            var tuned = tuning.fit("evaluated");
            var rest = shuffled.stream().filter(it -> !seen.contains(it.key())).toList();
            var leaning = new Leaning(tuned.profile());
            var gains = rest.stream().mapToDouble(benchmark::gain).toArray();
            var plain = rest.stream().map(it -> judged(scorer, it)).toList();
            before.add(Apgr.of(plain.stream().mapToDouble(Judgement::hardness).toArray(), gains));
            after.add(Apgr.of(
                    plain.stream().mapToDouble(it -> leaning.on(it).hardness()).toArray(), gains));
            claimed.add(tuned.tuned().value());
            findings.add(tuned.finding().name().toLowerCase(Locale.ROOT));
        }
        out.printf(
                Locale.ROOT,
                "%-13s  %6d  %8.3f  %.3f (%.3f..%.3f)  %.3f  %s%n",
                benchmark.name(),
                labels,
                mean(before),
                mean(after),
                after.stream().mapToDouble(it -> it).min().orElseThrow(),
                after.stream().mapToDouble(it -> it).max().orElseThrow(),
                mean(claimed),
                findings);
    }

    private Judgement judged(Scorer scorer, Sample sample) {
        return scorer.judge(prompt(sample), texts.of(sample).pieces());
    }

    private static Prompt prompt(Sample sample) {
        return new Prompt(Endpoint.CHAT, List.of(Message.plain("user", sample.prompt())), Map.of());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(it -> it).average().orElseThrow();
    }
}
