package route.classify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Every figure of the model card. No prompt is scored by weights that have seen its question, be it in another benchmark;
 * scores are those of the product, with the weights in steps and the hardness in four decimals.
 */
final class Evaluation {
    private static final int PARTS = 5;
    private static final int FEW = 1_500;
    private static final int DRAWS = 200;
    private static final String MEASURED = "%-28s %6d  %.3f  [%.3f, %.3f]  CPT50 %4.1f %%  CPT80 %4.1f %%%n";

    private final List<Sample> samples;
    private final List<Sample> testedOnly;
    private final Recipe.Texts texts = new Recipe.Texts();
    private final PrintStream out;

    Evaluation(Path folder, PrintStream out) throws IOException {
        this.samples = Corpus.read(folder);
        this.testedOnly = Corpus.file(folder, Corpus.TESTED_ONLY.name());
        this.out = out;
    }

    void print() {
        out.println("Without training");
        benchmarks("  length of the prompt", it -> texts.of(it).pieces());
        benchmarks("  weights set by hand", this::byHand);
        out.println("In domain, in five parts by question");
        inDomain();
        out.println("With 1,500 labels of MMLU, and those of the other benchmarks");
        measure("  mmlu", Corpus.BENCHMARKS.get(0), few());
        out.println("Unseen: trained without the benchmark and its questions");
        unseen();
        out.println("Tasks");
        tasks();
    }

    private void benchmarks(String name, ToDoubleFunction<Sample> score) {
        for (var benchmark : Corpus.BENCHMARKS) {
            measure(name + ": " + benchmark.name(), benchmark, scored(samples, benchmark, score));
        }
        var open = Corpus.TESTED_ONLY;
        measure(name + ": " + open.name(), open, scored(testedOnly, open, score));
    }

    private double byHand(Sample sample) {
        var features = texts.of(sample);
        var task = TaskGuess.of(features);
        return Cue.ALL.stream()
                .mapToDouble(it -> it.weight(features, task, features.pieces()))
                .sum();
    }

    private static Map<Sample, Double> scored(
            List<Sample> samples, Corpus.Benchmark benchmark, ToDoubleFunction<Sample> score) {
        var scores = new LinkedHashMap<Sample, Double>();
        for (var sample : samples) {
            if (benchmark.holds(sample)) scores.put(sample, score.applyAsDouble(sample));
        }
        return scores;
    }

    private double hardness(Weights weights, Sample sample) {
        var features = texts.of(sample);
        return Judgement.of(features, features.pieces(), weights).hardness();
    }

    private void inDomain() {
        var scores = new HashMap<Sample, Double>();
        for (int part = 0; part < PARTS; part++) {
            int left = part;
            var parts = samples.stream().collect(Collectors.partitioningBy(it -> it.part("", PARTS) == left));
            var weights = Recipe.read(Recipe.weights(parts.get(false), it -> true, texts));
            for (var sample : parts.get(true)) {
                if (!sample.scores().isEmpty()) scores.put(sample, hardness(weights, sample));
            }
        }
        var mixed = new ArrayList<double[]>();
        for (var benchmark : Corpus.BENCHMARKS) {
            var own = scored(samples, benchmark, scores::get);
            measure("  " + benchmark.name(), benchmark, own);
            own.forEach((sample, score) -> mixed.add(new double[] {score, benchmark.gain(sample)}));
        }
        measure("  mixed traffic", mixed);
    }

    /** The first rows of each part in the order of their ids' hashes stand for a draw. */
    private Map<Sample, Double> few() {
        var exam = Corpus.BENCHMARKS.get(0);
        var scores = new HashMap<Sample, Double>();
        for (int part = 0; part < PARTS; part++) {
            int left = part;
            var parts = samples.stream().collect(Collectors.partitioningBy(it -> it.part("", PARTS) == left));
            var labelled = parts.get(false).stream()
                    .filter(exam::holds)
                    .sorted(Comparator.comparingInt((Sample it) -> it.id().hashCode() * 0x9E3779B1)
                            .thenComparing(Sample::id))
                    .limit(FEW)
                    .collect(Collectors.toSet());
            var known = parts.get(false).stream()
                    .filter(it -> !it.benchmark().equals(exam.name()) || labelled.contains(it))
                    .toList();
            var weights = Recipe.read(Recipe.weights(known, it -> true, texts));
            for (var sample : parts.get(true)) {
                if (exam.holds(sample)) scores.put(sample, hardness(weights, sample));
            }
        }
        return scored(samples, exam, scores::get);
    }

    private void unseen() {
        double sum = 0;
        for (var benchmark : Corpus.BENCHMARKS) sum += unseen(benchmark, samples);
        out.printf(Locale.ROOT, "  mean of these                        %.3f%n", sum / Corpus.BENCHMARKS.size());
        unseen(Corpus.TESTED_ONLY, testedOnly);
    }

    private double unseen(Corpus.Benchmark benchmark, List<Sample> tested) {
        var keys = new HashSet<String>();
        for (var sample : tested) {
            if (sample.benchmark().equals(benchmark.name())) keys.add(sample.key());
        }
        var known = samples.stream()
                .filter(it -> !it.benchmark().equals(benchmark.name()) && !keys.contains(it.key()))
                .toList();
        var weights = Recipe.read(Recipe.weights(known, it -> true, texts));
        return measure("  " + benchmark.name(), benchmark, scored(tested, benchmark, it -> hardness(weights, it)));
    }

    private double measure(String name, Corpus.Benchmark benchmark, Map<Sample, Double> scores) {
        var pairs = new ArrayList<double[]>();
        scores.forEach((sample, score) -> pairs.add(new double[] {score, benchmark.gain(sample)}));
        return measure(name, pairs);
    }

    private double measure(String name, List<double[]> pairs) {
        var scores = pairs.stream().mapToDouble(it -> it[0]).toArray();
        var gains = pairs.stream().mapToDouble(it -> it[1]).toArray();
        var interval = Apgr.interval(scores, gains, DRAWS);
        double apgr = Apgr.of(scores, gains);
        double half = 100 * Apgr.callsFor(0.5, scores, gains);
        double most = 100 * Apgr.callsFor(0.8, scores, gains);
        out.printf(Locale.ROOT, MEASURED, name, scores.length, apgr, interval[0], interval[1], half, most);
        return apgr;
    }

    private void tasks() {
        var all = samples.stream().filter(it -> !it.label().isEmpty()).toList();
        int right = 0;
        for (int part = 0; part < PARTS; part++) {
            int left = part;
            var parts = all.stream().collect(Collectors.partitioningBy(it -> it.part("", PARTS) == left));
            right += right(parts.get(false), parts.get(true));
        }
        out.printf(Locale.ROOT, "  in five parts by prompt      %6d  %.3f%n", all.size(), (double) right / all.size());
        oneSourceOut(all);
    }

    private void oneSourceOut(List<Sample> all) {
        var sources = all.stream().map(Sample::source).distinct().toList();
        int right = 0;
        double mean = 0;
        for (var source : sources) {
            var parts = all.stream()
                    .collect(Collectors.partitioningBy(it -> it.source().equals(source)));
            int found = right(parts.get(false), parts.get(true));
            double share = (double) found / parts.get(true).size();
            out.printf(
                    Locale.ROOT,
                    "  without %-20s %6d  %.3f%n",
                    source,
                    parts.get(true).size(),
                    share);
            right += found;
            mean += share / sources.size();
        }
        double pooled = (double) right / all.size();
        out.printf(Locale.ROOT, "  one source out: all rows %.3f, mean of sources %.3f%n", pooled, mean);
    }

    private int right(List<Sample> known, List<Sample> tested) {
        var weights = Recipe.read(Recipe.taskWeights(known, texts));
        return (int) tested.stream()
                .filter(it -> task(weights, it).equals(it.label()))
                .count();
    }

    private String task(Weights weights, Sample sample) {
        var features = texts.of(sample);
        return Outlook.of(weights, features).task(features).label();
    }
}
