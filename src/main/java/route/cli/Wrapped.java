package route.cli;

/** Breaks text into lines between words; a word that is longer than a line, such as a path, stays whole. */
final class Wrapped {

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
        for (var word : Untrusted.shown(text).strip().split(" +")) {
            var starts = wrapped.length() == 0;
            if (!starts && column + 1 + word.length() > width) {
                wrapped.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (!starts) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }
}
