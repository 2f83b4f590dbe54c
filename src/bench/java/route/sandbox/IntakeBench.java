package route.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import route.bench.Sample;
import route.provider.Dialects;

/** What the provider to practise on does with a row: reads it, answers it, writes the answer down. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(Sample.ROWS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IntakeBench {
    private static final String ENDPOINT = "/v1/chat/completions";

    private Path requests;

    /** Renders the sample's prompts as a batch file. */
    @Setup(Level.Trial)
    public void render(Sample sample) throws IOException {
        var file = new ByteArrayOutputStream();
        var number = new Random(1).nextInt(10);
        for (var prompt : sample.prompts()) {
            file.writeBytes(Dialects.of("openai").render("r0123456789ab-" + number++, "gpt-6-luna", prompt, 1_000));
            file.write('\n');
        }
        requests = Files.write(Files.createTempFile("route-bench", ".jsonl"), file.toByteArray());
    }

    /** All of it but the network. */
    @Benchmark
    public Tally openAi() throws IOException {
        var assay = new Assay(draft(), Map.of(), OutputStream.nullOutputStream());
        var complaint = new OpenAiIntake(ENDPOINT, assay, OpenAiKin.OPENAI).read(requests);
        if (complaint.isReal()) throw new IllegalStateException(complaint.toString());
        return assay.tally();
    }

    private static AcceptedBatch draft() {
        return new AcceptedBatch(
                "batch_1",
                "openai",
                ENDPOINT,
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                0,
                1,
                0.01,
                0,
                List.of(),
                Map.of(),
                Tally.NONE,
                Complaint.NONE,
                false,
                false);
    }

    /** Removes the file. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Files.delete(requests);
    }
}
