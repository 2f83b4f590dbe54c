package route.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import route.domain.Ask;
import route.domain.InputLayout;
import route.domain.Prepared;
import route.domain.Prompt;
import route.domain.Row;
import route.domain.Source;
import route.prompt.PromptBuilder;
import route.tabular.Intake;
import route.tabular.RowReader;

/** Ten thousand made rows, as a file of each kind, as rows and as prompts. */
@State(Scope.Benchmark)
public class Sample {
    /** How many rows there are; every figure is for one of them. */
    public static final int ROWS = 10_000;

    private Path work;
    Path csv;
    InputLayout csvLayout;
    Path jsonl;
    InputLayout jsonlLayout;
    final List<Row> rows = new ArrayList<>();
    final List<Prompt> prompts = new ArrayList<>();

    /** Makes the files, and reads them once. */
    @Setup(Level.Trial)
    public void make() throws IOException {
        work = Files.createTempDirectory("route-bench");
        csv = work.resolve("csv");
        jsonl = work.resolve("jsonl");
        csvLayout = taken(work.resolve("rows.csv"), csv);
        jsonlLayout = taken(work.resolve("rows.jsonl"), jsonl);
        try (var reader = RowReader.open(csv, csvLayout)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next())
                rows.add(row.get().parse());
        }
        var builder = new PromptBuilder(plain(), csvLayout.header());
        for (var row : rows) {
            if (builder.prepare(row.fields()) instanceof Prepared.Ready it) prompts.add(it.prompt());
        }
        if (prompts.size() != ROWS) throw new IllegalStateException(prompts.size() + " prompts");
    }

    private static InputLayout taken(Path file, Path copy) throws IOException {
        Rows.write(ROWS, file, 1);
        try (var in = Files.newInputStream(file)) {
            return Intake.copy(new Source(file.toString(), Optional.empty(), '\0', ""), in, copy);
        }
    }

    /** One for each row. */
    public List<Prompt> prompts() {
        return List.copyOf(prompts);
    }

    static Ask plain() {
        return new Ask("prompt", "", "", Map.of(), 1_000);
    }

    /** Removes them. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        try (var all = Files.walk(work)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
