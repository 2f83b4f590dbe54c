package route.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Answers 413 once a body turns out larger than it may be, whatever length it declared. */
final class LimitedStream extends FilterInputStream {
    private long left;

    LimitedStream(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        var count = in.read(bytes, start, length);
        left -= Math.max(0, count);
        if (left < 0) throw Visit.tooLarge().asCall();
        return count;
    }
}
