package route.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the simulated answers: the same to the same request, and marked as simulated. Prose begins with
 * {@code [simulated]}; JSON holds {@code "simulated": true}. Markers in the prompt ask for special ends:
 * {@code [[sandbox:refuse]]} and {@code [[sandbox:cut]]}.
 */
final class Author {
    static final String REFUSE = "[[sandbox:refuse]]";
    static final String CUT = "[[sandbox:cut]]";

    /** Asks for a score, as one that judges how hard a row is gives it. */
    private static final String SCORE = "one whole number from 1 to 5";

    private static final String MARK = "[simulated] ";
    private static final int QUOTED_WORDS = 12;
    private static final int QUOTED_TOKENS = 30;
    private static final int CACHE_FLOOR = 1024;
    private static final int CACHE_STEP = 128;
    private static final byte[] BLANKS = blanks();
    private static final List<String> REMARKS = List.of(
            "No model was asked; the sandbox wrote this sentence by rule.",
            "A real answer would weigh the facts above and name its reasons one by one.",
            "The text stands here so that files, counts and bills have something to carry.",
            "Send the same row without the sandbox to read what the model has to say.",
            "The same request brings the same words again, today and tomorrow.",
            "Length and tokens are plausible, the content is not meant to be.");

    private Author() {}

    static Answer answer(Question question, Digest digest) {
        if (question.says(REFUSE)) {
            var text = "[simulated] I cannot help with this request.";
            return finished(question, digest, Answer.Stop.REFUSED, text, TokenGuess.of(text), 0);
        }
        if (question.shape() == Question.Shape.VECTORS) {
            return finished(question, digest, Answer.Stop.DONE, "", 0, 0);
        }
        var text = question.shape() == Question.Shape.PROSE ? prose(question, digest) : json(question, digest);
        var reasoning = question.reasons() ? 24 + digest.dice(100, 3) : 0;
        return capped(question, digest, text, reasoning);
    }

    private static Answer capped(Question question, Digest digest, String text, int reasoning) {
        var tokens = Math.max(1, TokenGuess.of(text));
        var cap = question.cap() > 0 ? question.cap() : Integer.MAX_VALUE;
        if (question.says(CUT)) cap = Math.min(cap, reasoning + (tokens + 1) / 2);
        if (reasoning + tokens <= cap) {
            var stop = question.shape() == Question.Shape.TOOL_CALL ? Answer.Stop.TOOL : Answer.Stop.DONE;
            return finished(question, digest, stop, text, reasoning + tokens, reasoning);
        }
        // a model that spends its whole allowance on thinking has nothing left to say
        var thought = Math.min(reasoning, cap);
        return finished(question, digest, Answer.Stop.CUT, TokenGuess.cut(text, cap - thought), cap, thought);
    }

    private static Answer finished(
            Question question, Digest digest, Answer.Stop stop, String text, int output, int reasoning) {
        var tool = stop == Answer.Stop.TOOL ? question.tool() : "";
        return new Answer(stop, text, tool, question.inputTokens(), cached(question, digest), output, reasoning);
    }

    /** A long system text is mostly found in the cache; one row in eight comes too early. */
    private static int cached(Question question, Digest digest) {
        if (!question.caches() || digest.dice(8, 2) == 0) return 0;
        var tokens = TokenGuess.of(question.system());
        return tokens > CACHE_FLOOR ? tokens / CACHE_STEP * CACHE_STEP : 0;
    }

    private static String json(Question question, Digest digest) {
        var filled = new SchemaFiller(question.schema(), digest).fill();
        return new String(Json.bytes(filled), StandardCharsets.US_ASCII);
    }

    private static String prose(Question question, Digest digest) {
        if (question.text().contains(SCORE)) return MARK + (1 + digest.dice(5, 1));
        var labels = Labels.offeredIn(question.system(), question.text());
        if (!labels.isEmpty()) return MARK + labels.get(digest.dice(labels.size(), 1));
        var words = words(question.text());
        var text = new StringBuilder(MARK)
                .append(question.model())
                .append(" answers a prompt of ")
                .append(words)
                .append(" words: \"")
                .append(quoted(question.text(), words))
                .append("\"");
        for (int i = 0, many = digest.dice(REMARKS.size(), 1), first = digest.dice(REMARKS.size(), 2); i < many; i++) {
            text.append(' ').append(REMARKS.get((first + i) % REMARKS.size()));
        }
        return text.toString();
    }

    private static int words(String text) {
        var words = 0;
        var before = 1;
        // Without a branch at a word's end, which no processor foresees.
        for (var i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            var blank = unit < BLANKS.length ? BLANKS[unit] : blank(unit);
            words += before & ~blank;
            before = blank;
        }
        return words;
    }

    private static byte blank(int unit) {
        return (byte) (Character.isWhitespace(unit) ? 1 : 0);
    }

    /** What {@link Character#isWhitespace} says of ASCII, which most texts consist of: 1 or 0. */
    private static byte[] blanks() {
        var blanks = new byte[128];
        for (var unit = 0; unit < blanks.length; unit++) blanks[unit] = blank(unit);
        return blanks;
    }

    private static String quoted(String text, int words) {
        var start = TokenGuess.cut(text, QUOTED_TOKENS);
        var quoted = firstWords(start.strip());
        return words > QUOTED_WORDS || start.length() < text.length() ? quoted + "..." : quoted;
    }

    /** With one space between them. */
    private static String firstWords(String text) {
        var words = new StringBuilder();
        var at = 0;
        for (var count = 0; count < QUOTED_WORDS && at < text.length(); count++) {
            var end = at;
            while (end < text.length() && !isSpace(text.charAt(end))) end++;
            words.append(count == 0 ? "" : " ").append(text, at, end);
            for (at = end; at < text.length() && isSpace(text.charAt(at)); ) at++;
        }
        return words.toString();
    }

    private static boolean isSpace(char unit) {
        return unit == ' ' || unit >= '\t' && unit <= '\r';
    }
}
