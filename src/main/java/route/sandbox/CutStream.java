package route.sandbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Breaks off after so many bytes, as a line does that is cut. */
final class CutStream extends FilterOutputStream {
    private long left;

    CutStream(OutputStream out, long bytes) {
        super(out);
        this.left = bytes;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        out.write(bytes, start, (int) Math.min(left, length));
        left -= length;
        if (left > 0) return;
        out.flush();
        throw new CutLineException("the download breaks off");
    }
}
