package route.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns a downloaded JSON document into the lines of a result file, an element at a time. */
public final class Unfold {
    private Unfold() {}

    /**
     * Writes each element of the document's array as a line.
     *
     * @return the token of the next page; empty where there is none
     * @throws CallException.Busy where the document is no JSON, breaks off, or has no such array: it is still to be had
     */
    public static String lines(Path document, Results.Pages pages, OutputStream out) throws IOException {
        var elements = JsonPointer.compile(pages.elements());
        var next = "";
        var found = false;
        try (var in = Files.newInputStream(document);
                var parser = Json.parser(in)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && isAt(parser, elements)) {
                    copy(parser, out);
                    found = true;
                } else if (token.isScalarValue() && isNext(parser, pages)) {
                    next = token == JsonToken.VALUE_NULL ? "" : parser.getText();
                }
            }
        } catch (com.fasterxml.jackson.core.JacksonException broken) {
            throw new CallException.Busy("the results are not whole JSON", 0, broken);
        }
        if (!found) throw new CallException.Busy("the answer holds no results at " + pages.elements(), 0, null);
        return next;
    }

    private static boolean isNext(JsonParser parser, Results.Pages pages) {
        return !pages.next().isEmpty() && isAt(parser, JsonPointer.compile(pages.next()));
    }

    private static boolean isAt(JsonParser parser, JsonPointer place) {
        return parser.getParsingContext().pathAsPointer().equals(place);
    }

    private static void copy(JsonParser parser, OutputStream out) throws IOException {
        try (var lines = Json.lines(out)) {
            for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == null) throw new CallException.Busy("the results break off", 0, null);
                Json.copyValue(parser, lines);
                lines.writeRaw('\n');
            }
        }
    }
}
