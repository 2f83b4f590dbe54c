package route.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One row of what is kept of a batch: its result line, and what is counted of it, so that a batch that ends before its
 * time needs no second look at its requests. In the file a head stands before the result: {@code a} for a row that was
 * answered or {@code r} for one that was refused, the request's digest, and the tokens in the order below.
 *
 * @param input input tokens billed, cached ones included
 * @param output output tokens billed, reasoning included
 * @param result the result line with its line end
 */
record KeptLine(boolean isAnswered, Digest digest, int input, int cached, int output, int reasoning, byte[] result) {

    static KeptLine of(Upshot upshot, Digest digest, byte[] result) {
        return upshot.fold(
                it -> new KeptLine(true, digest, it.input(), it.cached(), it.output(), it.reasoning(), result),
                it -> new KeptLine(false, digest, 0, 0, 0, 0, result));
    }

    /** Reads a line of the file, its end included. */
    static KeptLine read(byte[] line) {
        var start = start(line);
        var head = new String(line, 0, start, StandardCharsets.US_ASCII).split(" ");
        return new KeptLine(
                isAnswered(line),
                new Digest(head[1]),
                Integer.parseInt(head[2]),
                Integer.parseInt(head[3]),
                Integer.parseInt(head[4]),
                Integer.parseInt(head[5]),
                Arrays.copyOfRange(line, start, line.length));
    }

    void writeTo(OutputStream out) throws IOException {
        var head = (isAnswered ? "a " : "r ")
                + digest.hex()
                + ' '
                + input
                + ' '
                + cached
                + ' '
                + output
                + ' '
                + reasoning
                + ' ';
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(result);
    }

    static boolean isAnswered(byte[] line) {
        return line[0] == 'a';
    }

    /** Where the result begins in a line of the file; there is no brace in the head. */
    static int start(byte[] line) {
        var at = 0;
        while (line[at] != '{') at++;
        return at;
    }
}
