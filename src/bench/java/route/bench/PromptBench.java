package route.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import route.classify.Classifier;
import route.classify.Scorer;
import route.domain.Ask;
import route.domain.Fields;
import route.domain.ModelRef;
import route.domain.Pins;
import route.domain.TierSpec;
import route.prompt.PromptBuilder;
import route.tokens.TokenCounter;

/** What is worked out of a row before anything is bought. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(Sample.ROWS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PromptBench {
    private static final int TOKENS = 200;

    private final TokenCounter counter = new TokenCounter();
    private static final Fields NO_FIELDS = new Fields() {
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
    };

    private final Scorer scorer = new Scorer();
    private final Classifier classifier =
            new Classifier(List.of(new TierSpec("only", 0, List.of(ModelRef.parse("openai/gpt-6-luna")))), List.of(), scorer).withoutReasons();

    /** Exact o200k tokens. The cache of pieces is warm: the rows are always the same ones. */
    @Benchmark
    public void tokens(Sample sample, Blackhole sink) {
        for (var prompt : sample.prompts) sink.consume(counter.inO200k(prompt));
    }

    /** The task and the tier, without reasons, as every row gets them. */
    @Benchmark
    public void classify(Sample sample, Blackhole sink) {
        for (var prompt : sample.prompts) sink.consume(classifier.classify(prompt, Pins.NONE, NO_FIELDS, TOKENS));
    }

    /** The same with all signals in words, as a person gets them who asks. */
    @Benchmark
    public void explain(Sample sample, Blackhole sink) {
        for (var prompt : sample.prompts) sink.consume(scorer.assess(prompt, TOKENS));
    }

    /** The prompt from its column. */
    @Benchmark
    public void promptColumn(Sample sample, Blackhole sink) {
        prepare(sample, Sample.plain(), sink);
    }

    /** The prompt from a template over two columns. */
    @Benchmark
    public void template(Sample sample, Blackhole sink) {
        var text = "Of the category {{category}}:\n\n{{prompt}}\n\nAnswer in one line.";
        prepare(sample, new Ask("prompt", text, "Be brief.", Map.of(), 1_000), sink);
    }

    private static void prepare(Sample sample, Ask ask, Blackhole sink) {
        var builder = new PromptBuilder(ask, List.copyOf(sample.csvLayout.header()));
        for (var row : sample.rows) sink.consume(builder.prepare(row.fields()));
    }
}
