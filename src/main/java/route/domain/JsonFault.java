package route.domain;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is wrong with a text that is no JSON, in words for whoever wrote it; the parser's speak of its own parts. */
public final class JsonFault {
    private static final int LONGEST_SHOWN = 40;
    private static final Pattern TOKEN = Pattern.compile("(?:Unrecognized|Non-standard) token '(.*?)'(?::|$)");
    private static final Pattern CHARACTER = Pattern.compile("Unexpected (?:character \\(|close marker )'(.)'");
    private static final Pattern CONTROL = Pattern.compile("code (\\d+)");
    private static final Pattern ESCAPE = Pattern.compile("Unrecognized character escape '(.)'");
    private static final Pattern TWIN = Pattern.compile("Duplicate (?:field|Object property) ['\"](.*)['\"]");

    private JsonFault() {}

    /**
     * A part of a sentence, such as {@code a comma is missing before '2'}.
     *
     * @param said what the parser says
     */
    public static String words(String said) {
        if (said.startsWith("Unexpected end-of-input")) return "it ends before all quotes and brackets are closed";
        if (said.contains("nesting depth")) return "it is nested too deeply";
        if (said.startsWith("Number value length")) return "a number has too many digits";
        if (said.startsWith("Trailing token")) return "there is more after its end";
        if (said.startsWith("Illegal unquoted character")) return control(said);
        if (said.startsWith("Unrecognized character escape"))
            return "\\" + found(ESCAPE, said) + " is no escape in JSON";
        if (said.startsWith("Duplicate")) return "the name \"" + found(TWIN, said) + "\" comes twice";
        if (said.contains("hex-digit")) return "\\u needs four hexadecimal digits";
        if (said.contains("numeric value")) return "a number is not written as JSON has it";
        if (said.matches("(?s)(Unrecognized|Non-standard) token .*"))
            return "'" + found(TOKEN, said) + "' is no JSON value; a text stands in double quotes";
        if (said.startsWith("Unexpected")) return unexpected(said);
        return "it is not written as JSON is";
    }

    private static String unexpected(String said) {
        var here = "'" + found(CHARACTER, said) + "'";
        if (said.contains("double-quote")) return "a name in double quotes is expected, not " + here;
        if (said.contains("colon")) return "a colon is missing before " + here;
        if (said.contains("comma")) return "a comma is missing before " + here;
        if (said.contains("comment")) return "JSON has no comments";
        if (said.contains("close marker")) return here + " closes what was not opened by its like";
        return "a value is expected, not " + here;
    }

    private static String control(String said) {
        var code = Integer.parseInt(found(CONTROL, said));
        var written =
                code == '\n' ? "\\n" : code == '\t' ? "\\t" : code == '\r' ? "\\r" : String.format("\\u%04x", code);
        return "a control character in a text is written " + written;
    }

    private static String found(Pattern pattern, String said) {
        var text = pattern.matcher(said)
                .results()
                .findFirst()
                .map(JsonFault::group)
                .orElse("");
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    private static String group(MatchResult it) {
        return it.group(1);
    }
}
