package route.classify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Recorded outcomes and task types, as they lie in a folder. */
final class Corpus {
    static final String TASKS = "tasktype";

    /** The benchmarks that are trained on, each with the pair of models that a gain is counted between. */
    static final List<Benchmark> BENCHMARKS = List.of(
            new Benchmark("mmlu", Kind.EXAM, "mixtral-8x7b-instruct-v0.1", "gpt-4-1106-preview"),
            new Benchmark("mmlu_pro", Kind.LONG_EXAM, "Meta-Llama-3_1-8B-Instruct", "gemini-1.5-pro-002"),
            new Benchmark("crux", Kind.PROGRAM, "claude-3-haiku-20240307", "claude-3-5-sonnet-20240620"),
            new Benchmark("math_l5", Kind.CONTEST, "gpt-4o-mini-2024-07-18", "o1-mini-2024-09-12"),
            new Benchmark("arc_challenge", Kind.SCIENCE, "mistralai/mixtral-8x7b-chat", "gpt-4-1106-preview"));

    /** Only ever tested on: not for commercial use. */
    static final Benchmark TESTED_ONLY =
            new Benchmark("alpaca_eval", Kind.EVERYDAY, "Mixtral-8x7B-Instruct-v0.1", "gpt4_1106_preview");

    private static final String NOT_FOR_SALE = "codealpaca";

    /** A file of outcomes. */
    record Benchmark(String name, Kind kind, String weak, String strong) {
        boolean holds(Sample sample) {
            return sample.benchmark().equals(name)
                    && sample.scores().containsKey(weak)
                    && sample.scores().containsKey(strong);
        }

        /** Whether there are enough prompts to learn from their words what a strong model gains. */
        boolean isLearntByWords() {
            return kind == Kind.EXAM || kind == Kind.LONG_EXAM;
        }

        double gain(Sample sample) {
            return sample.scores().get(strong) - sample.scores().get(weak);
        }
    }

    private Corpus() {}

    /** Every sample of the folder in the order of the files, without those that may not be sold. */
    static List<Sample> read(Path folder) throws IOException {
        var samples = new ArrayList<Sample>();
        for (var benchmark : BENCHMARKS) samples.addAll(file(folder, benchmark.name()));
        for (var sample : file(folder, TASKS)) {
            if (!sample.source().equals(NOT_FOR_SALE)) samples.add(sample);
        }
        return samples;
    }

    static List<Sample> file(Path folder, String name) throws IOException {
        var json = new ObjectMapper();
        var samples = new ArrayList<Sample>();
        try (var stream = new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".jsonl.gz")));
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                samples.add(sample(json.readTree(line)));
            }
        }
        return samples;
    }

    private static Sample sample(JsonNode row) {
        var prompt = row.path("prompt").asText();
        return new Sample(
                row.path("id").asText(),
                row.path("benchmark").asText(),
                row.path("source").asText(),
                row.path("label").asText(),
                Sample.keyOf(prompt),
                prompt,
                scores(row.path("scores")));
    }

    private static Map<String, Double> scores(JsonNode node) {
        var scores = new TreeMap<String, Double>();
        node.properties().forEach(it -> scores.put(it.getKey(), it.getValue().doubleValue()));
        return scores;
    }
}
