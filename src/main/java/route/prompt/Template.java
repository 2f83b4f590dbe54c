package route.prompt;

import java.util.ArrayList;
import java.util.List;
import route.domain.InputException;

/**
 * Text with places for columns.
 *
 * <ul>
 *   <li><code>{{body}}</code>, or <code>{{ body }}</code>: the column's value, as it is, never expanded again. A column
 *       whose name is exactly what stands between the braces, blanks included, goes before the one without blanks.
 *   <li><code>{{"a}}b"}}</code>: in quotes a name may hold anything, braces too.
 *   <li><code>{{{body}}}</code>: a value in single braces; the innermost pair counts.
 *   <li><code>\{{</code>: two braces as text; <code>\\{{body}}</code>: a backslash and a value. Elsewhere a backslash is
 *       a backslash, and single braces are text.
 * </ul>
 */
final class Template {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    /** Text, or a place where {@code name} stands between the braces. */
    private record Part(String text, boolean isPlace) {}

    private Template() {}

    /** Reads a template; an InputException says where it is wrong. */
    static Template parse(String text) {
        var template = new Template();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf(OPEN, at);
            if (open < 0) break;
            int slashes = slashesBefore(text, open, at);
            template.literal.append(text, at, open - slashes).append("\\".repeat(slashes / 2));
            if (slashes % 2 == 1) {
                template.literal.append(OPEN);
                at = open + OPEN.length();
            } else {
                int inner = innermost(text, open);
                template.literal.append(text, open, inner);
                at = template.place(text, inner);
            }
        }
        template.literal.append(text, at, text.length());
        template.endLiteral();
        if (template.places().isEmpty()) {
            throw new InputException("the template names no column, so every row would ask the same"
                    + "\nWrite {{column}} where a row's value belongs");
        }
        return template;
    }

    /** What stands between the braces, in order, names that come twice twice. */
    List<String> places() {
        return parts.stream().filter(Part::isPlace).map(Part::text).toList();
    }

    /** The text with the values, one for each place, put in as they are. */
    String fill(List<String> values) {
        var filled = new StringBuilder();
        var next = values.iterator();
        for (var part : parts) filled.append(part.isPlace() ? next.next() : part.text());
        return filled.toString();
    }

    private int place(String text, int open) {
        int name = open + OPEN.length();
        int quote = firstUnblank(text, name);
        boolean quoted = quote < text.length() && text.charAt(quote) == '"' && quotedEnd(text, quote) > 0;
        int end = quoted ? quotedEnd(text, quote) + 1 : text.indexOf(CLOSE, name);
        if (end < 0) throw unclosed(text, open);
        int close = quoted ? firstUnblank(text, end) : end;
        var between = quoted ? text.substring(quote + 1, end - 1) : text.substring(name, end);
        if (between.isEmpty()) {
            throw new InputException("the template has {{}} without a name " + where(text, open)
                    + "\nWrite {{column}}, or \\{{ for braces that are text");
        }
        endLiteral();
        parts.add(new Part(between, true));
        return close + CLOSE.length();
    }

    private void endLiteral() {
        if (literal.length() == 0) return;
        parts.add(new Part(literal.toString(), false));
        literal.setLength(0);
    }

    private static int slashesBefore(String text, int open, int from) {
        int first = open;
        while (first > from && text.charAt(first - 1) == '\\') first--;
        return open - first;
    }

    private static int firstUnblank(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') at++;
        return at;
    }

    /** Where the quote is that ends a quoted name: the first one that the closing braces follow; -1 for none. */
    private static int quotedEnd(String text, int quote) {
        for (int at = text.indexOf('"', quote + 1); at > 0; at = text.indexOf('"', at + 1)) {
            if (text.startsWith(CLOSE, firstUnblank(text, at + 1))) return at;
        }
        return -1;
    }

    /** The last two of a run of opening braces. */
    private static int innermost(String text, int open) {
        int at = open;
        while (text.startsWith(OPEN, at + 1)) at++;
        return at;
    }

    private static InputException unclosed(String text, int open) {
        return new InputException("the template opens {{ " + where(text, open)
                + " and never closes it\nWrite {{column}}, or \\{{ for braces that are text");
    }

    private static String where(String text, int at) {
        long line = 1 + text.substring(0, at).chars().filter(it -> it == '\n').count();
        int character = at - text.lastIndexOf('\n', at - 1);
        return "at line " + line + ", character " + character;
    }
}
