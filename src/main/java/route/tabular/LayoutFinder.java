package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import route.domain.InputException;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.Source;

/** Finds out what a copied input is: its kind by name or content, its delimiter, its header, its line ends. */
final class LayoutFinder {

    private static final int HEAD_BYTES = 1 << 19;

    private final Source source;
    private final String name;
    private final Path copy;

    LayoutFinder(Source source, String name, Path copy) {
        this.source = source;
        this.name = name;
        this.copy = copy;
    }

    InputLayout find(Intake.Copied copied) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(copy)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        var text = new String(head, UTF_8).stripLeading();
        if (text.isEmpty()) {
            throw new InputException(
                    name + (copied.bytes() == 0 ? " is empty." : " holds nothing but blanks and line ends."));
        }
        var kind = source.kind().or(this::kindByName).or(() -> kindByContent(text));
        if (kind.filter(it -> it == InputKind.JSONL).isPresent()) {
            JsonDocument.refuse(name, text);
            return layout(copied, InputKind.JSONL, ',', List.of(), 0, 1, firstLineEnd(text));
        }
        refuseOtherText(text);
        char delimiter = delimiter(kind, head, head.length == copied.bytes());
        return table(copied, kind.orElse(delimiter == '\t' ? InputKind.TSV : InputKind.CSV), delimiter);
    }

    private Optional<InputKind> kindByName() {
        var file = source.path().toLowerCase(Locale.ROOT);
        var plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
            case "csv" -> Optional.of(InputKind.CSV);
            case "tsv", "tab" -> Optional.of(InputKind.TSV);
            case "jsonl", "ndjson", "json" -> Optional.of(InputKind.JSONL);
            default -> Optional.empty();
        };
    }

    /** JSON where it begins like JSON; a table with a delimiter that is still to be found otherwise. */
    private static Optional<InputKind> kindByContent(String text) {
        return text.startsWith("{") || text.startsWith("[") ? Optional.of(InputKind.JSONL) : Optional.empty();
    }

    private void refuseOtherText(String text) {
        var start = text.substring(0, Math.min(text.length(), 100)).toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
            throw new InputException(name + " looks like a web page or XML, not like a table.");
        }
        if (source.kind().isEmpty() && start.matches("(?s)(\\{\\s*\"|\\[\\s*[\\[{\"]).*")) {
            throw new InputException(name + " is named like a table but holds JSON.\n"
                    + "For one object per line say --input-format jsonl.");
        }
    }

    private char delimiter(Optional<InputKind> kind, byte[] head, boolean whole) {
        if (source.delimiter() != 0) {
            return source.delimiter();
        }
        return kind.filter(it -> it == InputKind.TSV).isPresent() ? '\t' : Delimiters.sniff(head, whole);
    }

    private InputLayout table(Intake.Copied copied, InputKind kind, char delimiter) {
        try (var reader = RowReader.at(copy, new CsvForm(delimiter, List.of()), 0, 1)) {
            var header = reader.next().orElseThrow();
            var names = names(header, new CsvForm(delimiter, List.of()));
            long end = header.offset() + header.length();
            var lineEnd = reader.position() - end == 2 ? "\r\n" : "\n";
            return layout(copied, kind, delimiter, names, reader.position(), reader.line(), lineEnd);
        }
    }

    private List<String> names(RawRow header, CsvForm form) {
        var shape = form.shape(header.bytes());
        long line = header.line() + shape.faultLine();
        var problem = switch (shape.fault()) {
            case UNCLOSED_QUOTE -> "the header opens a quote on line " + line + " that is never closed";
            case TEXT_AFTER_QUOTE -> "the header has text after a closing quote on line " + line;
            case NONE -> "";
        };
        if (!problem.isEmpty()) {
            throw new InputException(name + ": " + problem + ".\nA quote inside a quoted name is written twice.");
        }
        int bad = Utf8.firstBad(header.bytes());
        if (bad >= 0) {
            throw new InputException(
                    name + ": the header on line " + header.line() + " " + RowForm.notUtf8(header.bytes(), bad) + ".");
        }
        return new CsvFields(List.of(), Map.of(), header.bytes(), shape.cellEnds()).cells();
    }

    private static String firstLineEnd(String text) {
        int lf = text.indexOf('\n');
        return lf > 0 && text.charAt(lf - 1) == '\r' ? "\r\n" : "\n";
    }

    private static InputLayout layout(
            Intake.Copied copied,
            InputKind kind,
            char delimiter,
            List<String> header,
            long dataOffset,
            long dataLine,
            String lineEnd) {
        return new InputLayout(
                kind,
                delimiter,
                header,
                dataOffset,
                dataLine,
                lineEnd,
                copied.byteOrderMark(),
                copied.bytes(),
                copied.sha256());
    }
}
