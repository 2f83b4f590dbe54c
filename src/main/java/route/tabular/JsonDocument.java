package route.tabular;

import java.util.List;
import route.domain.InputException;

/** Tells a JSON document, which is one value over many lines, from JSON Lines: one message instead of one a line. */
final class JsonDocument {

    private JsonDocument() {}

    /** @param text the beginning of the input, blanks at the start removed */
    static void refuse(String name, String text) {
        var lines = text.lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .limit(2)
                .toList();
        if (text.startsWith("[") && !isRow(lines)) {
            throw new InputException(name + " is a JSON array, not one object per line.\nConvert it with: jq -c '.[]'");
        }
        if (text.startsWith("{") && !isRow(lines)) {
            throw new InputException(
                    name + " holds JSON objects spread over several lines.\nPut each on one line with: jq -c .");
        }
    }

    /** A value that ends on its line, or is followed by an object of its own, is a row, if perhaps a bad one. */
    private static boolean isRow(List<String> lines) {
        var first = lines.get(0);
        boolean alone = lines.size() == 1;
        if (first.startsWith("[")) {
            return first.endsWith("]") && !alone && lines.get(1).startsWith("{");
        }
        return alone ? first.length() > 1 : first.endsWith("}") || lines.get(1).startsWith("{");
    }
}
