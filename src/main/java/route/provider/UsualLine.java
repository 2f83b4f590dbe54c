package route.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A result line that is read in one pass over its bytes, without a tree, as long as it looks as nearly all lines do: a
 * tree costs four times as much, and a job reads each line twice. What looks otherwise in any way ends in an
 * {@link UnusualLineException} or in Jackson's own, and the line is then read as a tree, which bears everything.
 */
final class UsualLine implements AutoCloseable {
    private final JsonParser in;
    private int seen;

    UsualLine(byte[] line, int from, int length) throws IOException, UnusualLineException {
        // Anything before the object might be a mark of another encoding.
        if (length == 0 || line[from] != '{') throw new UnusualLineException();
        in = Json.parser(line, from, length);
    }

    /** Reads the value of one member, on which the line then stands. */
    interface Members {
        void read(String name) throws IOException, UnusualLineException;
    }

    /** The line's one object, and nothing after it. */
    void whole(Members members) throws IOException, UnusualLineException {
        in.nextToken();
        object(members);
        expect(in.nextToken() == null);
    }

    /** The members of the object on which the line stands, in their order. */
    void object(Members members) throws IOException, UnusualLineException {
        expect(in.hasToken(JsonToken.START_OBJECT));
        while (in.nextToken() != JsonToken.END_OBJECT) {
            var name = in.currentName();
            in.nextToken();
            members.read(name);
        }
    }

    /** The same where there may also be null instead of the object. */
    void objectOrNull(Members members) throws IOException, UnusualLineException {
        if (!in.hasToken(JsonToken.VALUE_NULL)) object(members);
    }

    /** The elements of the array on which the line stands; each is told its place, from 0. */
    void array(Elements elements) throws IOException, UnusualLineException {
        expect(in.hasToken(JsonToken.START_ARRAY));
        for (var place = 0; in.nextToken() != JsonToken.END_ARRAY; place++) elements.read(place);
    }

    /** Reads the value of one element, on which the line then stands. */
    interface Elements {
        void read(int place) throws IOException, UnusualLineException;
    }

    void skip() throws IOException {
        in.skipChildren();
    }

    String text() throws IOException, UnusualLineException {
        expect(in.hasToken(JsonToken.VALUE_STRING));
        return in.getText();
    }

    String textOrNull() throws IOException, UnusualLineException {
        return in.hasToken(JsonToken.VALUE_NULL) ? "" : text();
    }

    /** A whole number; one that does not fit is as unusual as a text. */
    long number() throws IOException, UnusualLineException {
        expect(in.hasToken(JsonToken.VALUE_NUMBER_INT));
        return in.getLongValue();
    }

    /** A count of tokens, with the bounds that hold for all. */
    long tokens() throws IOException, UnusualLineException {
        return Json.tokens(number());
    }

    void mustBeNull() throws UnusualLineException {
        expect(in.hasToken(JsonToken.VALUE_NULL));
    }

    /** Notes that a member is there; of two with one name, others would take the last. */
    void once(int bit) throws UnusualLineException {
        expect((seen & bit) == 0);
        seen |= bit;
    }

    /** Whether all these members were there. */
    void expectAll(int bits) throws UnusualLineException {
        expect((seen & bits) == bits);
    }

    void expect(boolean usual) throws UnusualLineException {
        if (!usual) throw new UnusualLineException();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
