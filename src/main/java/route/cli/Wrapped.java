package route.cli;

import java.util.regex.Pattern;

/** Breaks text into lines between words; a word that is longer than a line, such as a path, stays whole. */
final class Wrapped {

    private static final Pattern WORD = Pattern.compile("( *)([^ ]+)");

    private Wrapped() {}

    /**
     * The text on lines of at most {@code width}.
     *
     * @param first how much of the first line is taken already
     * @param indent how many spaces the other lines begin with
     */
    static String words(String text, int first, int indent, int width) {
        var wrapped = new StringBuilder();
        var column = first;
        var word = WORD.matcher(Untrusted.shown(text).strip());
        while (word.find()) {
            if (wrapped.length() > 0 && column + word.group().length() > width) {
                wrapped.append('\n').append(" ".repeat(indent)).append(word.group(2));
                column = indent + word.group(2).length();
            } else {
                wrapped.append(word.group());
                column += word.group().length();
            }
        }
        return wrapped.toString();
    }
}
