package route.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import route.provider.Dialects;

/** Requests out, result lines in. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(Sample.ROWS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DialectBench {
    private static final String ANSWER =
            "[simulated] The customer asks for a refund of an order that arrived broken. ".repeat(4);

    @Param({"openai", "anthropic"})
    String dialect;

    /** Request lines. */
    @Benchmark
    public void render(Sample sample, Blackhole sink) {
        var spoken = Dialects.of(dialect);
        var row = 0;
        for (var prompt : sample.prompts)
            sink.consume(spoken.render("r0123456789ab-" + row++, "a-model", prompt, 1_000));
    }

    /** Result lines. */
    @Benchmark
    public void read(Blackhole sink) {
        var spoken = Dialects.of(dialect);
        var line = dialect.equals("openai") ? openai() : anthropic();
        for (var i = 0; i < Sample.ROWS; i++) sink.consume(spoken.read(line));
    }

    private static String openai() {
        return """
                {"id":"batch_req_1","custom_id":"r0123456789ab-17","response":{"status_code":200,"request_id":"1",\
                "body":{"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"gpt-6-luna",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null,"annotations":[]},\
                "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":190,"completion_tokens":96,\
                "total_tokens":286,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
                "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},"service_tier":"default"}},\
                "error":null}""".formatted(ANSWER);
    }

    private static String anthropic() {
        return """
                {"custom_id":"r0123456789ab-17","result":{"type":"succeeded","message":{"id":"msg_01","type":"message",\
                "role":"assistant","model":"claude-haiku-5-5","content":[{"type":"text","text":"%s"}],\
                "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":190,\
                "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":96,\
                "service_tier":"batch"}}}}""".formatted(ANSWER);
    }
}
