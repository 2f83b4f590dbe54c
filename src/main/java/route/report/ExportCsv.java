package route.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import route.domain.InputException;
import route.domain.Money;

/** Reads a provider's export from CSV, by the columns it is known for or that a person names. */
final class ExportCsv {
    private final String name;
    private final ExportColumns columns;

    private ExportCsv(String name, ExportColumns columns) {
        this.name = name;
        this.columns = columns;
    }

    /**
     * Reads the whole file.
     *
     * @param name of the file, for messages
     * @param provider whose it is; empty for what its header tells
     * @param map field to column; empty for a file whose header is known
     */
    static ProviderExport read(String name, String text, String provider, Map<String, String> map) {
        var isTabbed = text.lines().findFirst().orElse("").contains("\t");
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(isTabbed ? '\t' : ',')
                .setHeader()
                .setSkipHeaderRecord(true)
                .setAllowMissingColumnNames(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (var parser = CSVParser.parse(new StringReader(text), format)) {
            var columns = columns(name, parser.getHeaderNames(), provider, map);
            return new ExportCsv(name, columns).all(parser, provider.isEmpty() ? columns.provider() : provider);
        } catch (CSVException | UncheckedIOException | IllegalArgumentException e) {
            throw new InputException(name + " is not a CSV file with a header: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ExportColumns columns(String name, List<String> header, String provider, Map<String, String> map) {
        var columns = map.isEmpty()
                ? ExportColumns.known(header).orElseThrow(() -> unknown(name, header))
                : ExportColumns.mapped(provider, map);
        for (var column : columns.all()) {
            if (header.contains(column)) continue;
            throw new InputException(name + " has no column '" + column + "'\nit has " + String.join(", ", header));
        }
        return columns;
    }

    private static InputException unknown(String name, List<String> header) {
        return new InputException(name + " is no export of OpenAI or Anthropic: its columns are "
                + String.join(", ", header)
                + "\nsay which is which: --provider NAME --map day=COLUMN --map model=COLUMN"
                + " --map cost=COLUMN");
    }

    private ProviderExport all(CSVParser parser, String provider) {
        var items = new ArrayList<ProviderExport.Item>();
        var days = new TreeSet<LocalDate>();
        for (var line : parser) {
            var place = name + ":" + parser.getCurrentLineNumber();
            days.add(ExportValues.day(value(line, columns.day()), place));
            // Some write a line for each day, used or not.
            if (!isBlank(line)) items.add(item(line, place));
        }
        if (days.isEmpty()) throw new InputException(name + " has a header and no lines");
        return new ProviderExport(
                provider, columns.hasCost(), columns.hasTokens(), days.first(), days.last(), items, false);
    }

    private boolean isBlank(CSVRecord line) {
        return columns.all().stream()
                .filter(it -> !it.equals(columns.day()))
                .allMatch(it -> value(line, it).isBlank());
    }

    private ProviderExport.Item item(CSVRecord line, String place) {
        ExportValues.currency(value(line, columns.currency()), place);
        var input = columns.input().stream()
                .mapToLong(it -> ExportValues.tokens(value(line, it), place))
                .sum();
        return new ProviderExport.Item(
                ExportValues.day(value(line, columns.day()), place),
                ProviderNames.model(value(line, columns.model())),
                cost(line, place),
                input,
                ExportValues.tokens(value(line, columns.output()), place));
    }

    private Money cost(CSVRecord line, String place) {
        return columns.cents().isEmpty()
                ? ExportValues.dollars(value(line, columns.cost()), place)
                : ExportValues.cents(value(line, columns.cents()), place);
    }

    private static String value(CSVRecord line, String column) {
        return column.isEmpty() || !line.isSet(column) ? "" : line.get(column);
    }
}
