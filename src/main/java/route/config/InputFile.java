package route.config;

import java.nio.file.Files;
import java.util.Locale;
import route.domain.InputException;
import route.domain.Source;

/**
 * The input's path and what its name says.
 *
 * @param path absolute, or {@code -} for standard input
 * @param stem the name without its endings
 * @param ending the last ending without its dot, {@code .gz} left aside; empty for none
 */
record InputFile(String path, String stem, String ending) {

    /** @param hint for a person who misses the file: more lines of the message; empty for none */
    static InputFile of(Value input, String hint) {
        if (input.text().equals(Source.STDIN)) return new InputFile(Source.STDIN, "stdin", "");
        var path = input.path();
        if (!Files.exists(path)) throw wrong(input, "does not exist" + hint);
        if (Files.isDirectory(path)) throw wrong(input, "is a directory, not a file");
        if (!Files.isReadable(path)) throw wrong(input, "may not be read by this user");
        var name = path.getFileName().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(".gz")) name = name.substring(0, name.length() - 3);
        var dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        return new InputFile(path.toString(), stem, dot > 0 ? name.substring(dot + 1) : "");
    }

    boolean isStdin() {
        return path.equals(Source.STDIN);
    }

    private static InputException wrong(Value input, String problem) {
        var where = input.origin().equals("argument") ? "" : " (" + input.origin() + ")";
        return new InputException("input " + input.text() + where + " " + problem);
    }
}
