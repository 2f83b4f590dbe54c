package route.bench;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import route.domain.Finish;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.Money;
import route.domain.RowResult;
import route.domain.RowStatus;
import route.domain.Usage;
import route.tabular.RawRow;
import route.tabular.ResultWriter;
import route.tabular.RowFile;
import route.tabular.RowReader;

/** Rows in and out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(Sample.ROWS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TabularBench {
    private static final RowResult RESULT = new RowResult(
            "The customer asks for a refund of an order that arrived broken; offer \"Express\" replacement,\nand apologise. "
                    .repeat(4),
            RowStatus.ACCEPTED,
            "medium",
            "openai/gpt-6.1-terra",
            3,
            "summarize",
            1,
            new Usage(190, 0, 0, 96, 0),
            new Money(190_000_000L),
            "",
            Finish.STOP);

    /** Where each row of the CSV file begins and ends. */
    @Benchmark
    public void csvCut(Sample sample, Blackhole sink) {
        cut(sample.csv, sample.csvLayout, sink);
    }

    /** The same, and its cells. */
    @Benchmark
    public void csvCutAndSplit(Sample sample, Blackhole sink) {
        split(sample.csv, sample.csvLayout, sink);
    }

    /** Where each line of the JSONL file begins and ends. */
    @Benchmark
    public void jsonlCut(Sample sample, Blackhole sink) {
        cut(sample.jsonl, sample.jsonlLayout, sink);
    }

    /** The same, and its fields. */
    @Benchmark
    public void jsonlCutAndParse(Sample sample, Blackhole sink) {
        split(sample.jsonl, sample.jsonlLayout, sink);
    }

    /** The merged file of a CSV file, rows fetched by their places. */
    @Benchmark
    public void csvMerge(Sample sample) {
        merge(sample.csv, sample.csvLayout, InputKind.CSV, places(sample.csv, sample.csvLayout));
    }

    /** The merged file of a JSONL file. */
    @Benchmark
    public void jsonlMerge(Sample sample) {
        merge(sample.jsonl, sample.jsonlLayout, InputKind.JSONL, places(sample.jsonl, sample.jsonlLayout));
    }

    private static void cut(Path file, InputLayout layout, Blackhole sink) {
        try (var reader = RowReader.open(file, layout)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) sink.consume(row);
        }
    }

    private static void split(Path file, InputLayout layout, Blackhole sink) {
        try (var reader = RowReader.open(file, layout)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                sink.consume(row.get().parse());
            }
        }
    }

    private static List<RawRow> places(Path file, InputLayout layout) {
        var rows = new ArrayList<RawRow>();
        try (var reader = RowReader.open(file, layout)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) rows.add(row.get());
        }
        return rows;
    }

    private static void merge(Path file, InputLayout layout, InputKind kind, List<RawRow> rows) {
        try (var input = RowFile.open(file, layout)) {
            var writer = ResultWriter.to(OutputStream.nullOutputStream(), input, kind, false);
            for (var it : rows) writer.write(input.raw(it.number(), it.line(), it.offset(), it.length()), RESULT, "");
            writer.finish();
        }
    }
}
