package route.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import route.domain.Delivery;
import route.domain.InputException;
import route.domain.InputKind;

/** Settles where and how the merged file of a job is written. */
record Outputs(Stack stack, Path workingDirectory, Dated dated) {
    private static final String STDOUT = "-";
    private static final Set<String> DEVICES = Set.of("/dev", "/dev/fd");

    Delivery deliveryOf(InputFile input) {
        var given =
                stack.given("output").filter(it -> !it.text().equals(STDOUT)).map(dated::fill);
        given.ifPresent(it -> check(it, input));
        var toStdout = stack.given("output").isPresent() && given.isEmpty();
        var path = given.map(it -> it.path().toString()).orElseGet(() -> toStdout ? STDOUT : beside(input));
        return new Delivery(
                path, kind(given), stack.isOn("overwrite"), stack.isOn("safe_cells"), stack.isOn("discard_remote"));
    }

    /** What a person names out.jsonl is meant to be JSONL, unless they say otherwise. */
    private Optional<InputKind> kind(Optional<Value> output) {
        var said = stack.given("output_format")
                .map(it -> InputKind.valueOf(it.text().toUpperCase(Locale.ROOT)));
        return said.or(() -> output.flatMap(it -> byName(it.text())));
    }

    private static Optional<InputKind> byName(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "csv" -> Optional.of(InputKind.CSV);
            case "tsv" -> Optional.of(InputKind.TSV);
            case "jsonl", "ndjson" -> Optional.of(InputKind.JSONL);
            default -> Optional.empty();
        };
    }

    /** The default: {@code <stem>.results.<ending>} beside the input; standard output where that is no place for files. */
    private String beside(InputFile input) {
        if (input.isStdin() || isDevice(Path.of(input.path()))) return STDOUT;
        var ending = kind(Optional.empty()).map(Outputs::ending).orElse(input.ending());
        var name = input.stem() + ".results" + (ending.isEmpty() ? "" : "." + ending);
        return Path.of(input.path()).resolveSibling(name).toString();
    }

    private static String ending(InputKind kind) {
        return switch (kind) {
            case CSV -> "csv";
            case TSV -> "tsv";
            case JSONL, OPENAI -> "jsonl";
        };
    }

    private void check(Value output, InputFile input) {
        var path = output.path();
        var what = "output " + output.text() + " (" + output.origin() + ")";
        if (isInput(path, input)) throw new InputException(what + " is the input itself\nname another file");
        if (Files.isDirectory(path)) throw new InputException(what + " is a directory\nname a file in it");
        if (isDevice(path)) {
            throw new InputException(what + " is a device or a pipe\nname a file, or - for standard output");
        }
        if (path.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            throw new InputException(what + " would not be compressed\nname it without .gz");
        }
        var directory = path.getParent();
        if (!Files.isDirectory(directory)) {
            throw new InputException(
                    what + " cannot be written: there is no directory " + Sources.label(directory, workingDirectory));
        }
    }

    /** Also through a link: replacing the output must not take the input away. */
    private static boolean isInput(Path path, InputFile input) {
        if (path.toString().equals(input.path())) return true;
        try {
            return !input.isStdin() && Files.exists(path) && Files.isSameFile(path, Path.of(input.path()));
        } catch (IOException e) {
            throw new InputException("output " + path + " cannot be looked at\nname another file", e);
        }
    }

    /**
     * The merged file is renamed into place, which would put a file where the device was. What lies directly in
     * {@code /dev} may look like a file when the shell sent it to one.
     */
    private static boolean isDevice(Path path) {
        return DEVICES.contains(path.getParent().toString()) || Files.exists(path) && !Files.isRegularFile(path);
    }
}
