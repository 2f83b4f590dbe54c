package route.report;

/** HTML under way. What is not written in this program goes through {@link #text}, so that it can never be markup. */
final class Markup {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder html = new StringBuilder();

    /** Markup of our own. */
    Markup raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Anybody's words. */
    Markup text(String words) {
        html.append(escaped(words));
        return this;
    }

    /** An element of ours around anybody's words. */
    Markup element(String name, String words) {
        return raw("<" + name + ">").text(words).raw("</" + name.split(" ")[0] + ">");
    }

    @Override
    public String toString() {
        return html.toString();
    }

    /** Words as they may stand in an element or in a quoted attribute; characters that steer the reader's eye are shown. */
    static String escaped(String words) {
        var safe = new StringBuilder(words.length() + 16);
        for (var at = 0; at < words.length(); at++) {
            var it = words.charAt(at);
            switch (it) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(isSteering(it) ? REPLACEMENT : it);
            }
        }
        return safe.toString();
    }

    /** Control characters, and those that turn the direction of writing. */
    private static boolean isSteering(char it) {
        return Character.isISOControl(it) || it >= '\u202A' && it <= '\u202E' || it >= '\u2066' && it <= '\u2069';
    }
}
