package route.tabular;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Finish;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.Money;
import route.domain.Row;
import route.domain.RowResult;
import route.domain.RowStatus;
import route.domain.Source;
import route.domain.Usage;

/** What the tests of this room do again and again: take an input in, read all its rows, make up results. */
final class Rows {

    private Rows() {}

    static Source source(String path) {
        return new Source(path, Optional.empty(), '\0', "");
    }

    static InputLayout take(String name, byte[] input, Path copy) {
        return take(source(name), input, copy);
    }

    static InputLayout take(String name, String input, Path copy) {
        return take(source(name), input.getBytes(StandardCharsets.UTF_8), copy);
    }

    static InputLayout take(Source source, byte[] input, Path copy) {
        return Intake.copy(source, new ByteArrayInputStream(input), copy);
    }

    static InputLayout take(Source source, Path copy) {
        try (var in = Files.newInputStream(Path.of(source.path()))) {
            return Intake.copy(source, in, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<RawRow> raw(Path copy, InputLayout layout) {
        var rows = new ArrayList<RawRow>();
        try (var reader = RowReader.open(copy, layout)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    static List<Row> read(Path copy, InputLayout layout) {
        return raw(copy, layout).stream().map(RawRow::parse).toList();
    }

    static List<Row> read(String name, String input, Path copy) {
        return read(copy, take(name, input, copy));
    }

    static List<String> cells(Row row) {
        return ((CsvFields) row.fields()).cells();
    }

    static RowResult accepted(String response) {
        return new RowResult(
                response,
                RowStatus.ACCEPTED,
                "simple",
                "openai/small",
                2,
                "qa",
                1,
                Usage.of(10, 5),
                Money.ofDollars("0.000123"),
                "",
                Finish.STOP);
    }

    static RowResult skipped(String error) {
        return new RowResult("", RowStatus.SKIPPED, "", "", 0, "", 0, Usage.NONE, Money.ZERO, error, Finish.OTHER);
    }

    /** The merged file of an input, every readable row answered with {@code answer}. */
    static byte[] merged(Path copy, InputLayout layout, InputKind kind, boolean safeCells, String answer) {
        var out = new java.io.ByteArrayOutputStream();
        try (var file = RowFile.open(copy, layout)) {
            var writer = ResultWriter.to(out, file, kind, safeCells);
            for (var row : raw(copy, layout)) {
                var parsed = row.parse();
                writer.write(row, parsed.readable() ? accepted(answer) : skipped(parsed.problem()), "");
            }
            writer.finish();
        }
        return out.toByteArray();
    }
}
