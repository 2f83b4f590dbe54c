package route.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import route.domain.InputException;

/** Opens a provider's export, whatever its form. */
public final class ExportFile {
    private static final long LARGEST = 256L << 20;

    private ExportFile() {}

    /**
     * Reads an export of OpenAI or Anthropic as CSV or JSON, or any CSV whose columns are named.
     *
     * @param provider whose it is, as the settings call it; empty for what the file tells
     * @param map field (day, model, cost, cents, input, output) to column; empty for a file that is known
     * @throws InputException where it is none of these, or a value in it is not what it should be
     */
    public static ProviderExport read(Path file, String provider, Map<String, String> map) {
        check(provider, map);
        var name = file.getFileName().toString();
        var text = text(file);
        var start = text.stripLeading();
        if (start.isEmpty()) throw new InputException(name + " is empty");
        var isJson = start.startsWith("{") || start.startsWith("[");
        if (isJson && map.isEmpty()) return ExportJson.read(name, text, provider);
        return ExportCsv.read(name, text, provider, map);
    }

    private static void check(String provider, Map<String, String> map) {
        for (var field : map.keySet()) {
            if (ExportColumns.FIELDS.contains(field)) continue;
            throw new InputException(
                    "--map knows no field '" + field + "'\nits fields are " + String.join(", ", ExportColumns.FIELDS));
        }
        if (map.isEmpty()) return;
        if (!map.containsKey("day")) throw new InputException("--map names no column for the day: --map day=COLUMN");
        var measures = map.keySet().stream()
                .filter(it -> !it.equals("day") && !it.equals("model"))
                .count();
        if (measures == 0) {
            throw new InputException("--map names nothing to compare: --map cost=COLUMN, or input= and output=");
        }
        if (provider.isEmpty()) throw new InputException("--map needs --provider NAME: whose models are these?");
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) throw new InputException(file + " is larger than any export of a bill");
            var text = Files.readString(file, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (java.nio.charset.MalformedInputException e) {
            throw new InputException(file + " is not UTF-8 text", e);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new InputException("there is no file " + file, e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
