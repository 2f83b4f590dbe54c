package route.tabular;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import route.domain.InputException;

/**
 * Unpacks gzip, all members of it (RFC 1952), and refuses what the JDK passes over in silence: it takes a pause of the
 * input for its end, and bytes that follow the last member and are no member for nothing.
 */
final class StrictGzip extends GZIPInputStream {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int TRAILER_BYTES = 8;

    private final Patient source;
    private final String name;
    private long readAtLastFill;
    private boolean ended;

    private StrictGzip(Patient source, String name) throws IOException {
        super(source, BUFFER_BYTES);
        this.source = source;
        this.name = name;
    }

    static InputStream open(InputStream in, String name) throws IOException {
        try {
            return new StrictGzip(new Patient(in), name);
        } catch (EOFException e) {
            throw cutOff(name, e);
        } catch (ZipException e) {
            throw damaged(name, e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = super.read(target, offset, length);
            if (count < 0 && !ended) {
                ended = true;
                refuseLeftovers();
            }
            return count;
        } catch (EOFException e) {
            throw cutOff(name, e);
        } catch (ZipException e) {
            throw damaged(name, e);
        }
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        readAtLastFill = source.count;
    }

    /** Zeros are padding, as tapes and some archivers leave it. */
    private void refuseLeftovers() {
        int rest = inf.getRemaining();
        boolean some = source.count > readAtLastFill + Math.max(0, TRAILER_BYTES - rest);
        for (int i = len - rest + TRAILER_BYTES; i < len && !some; i++) {
            some = buf[i] != 0;
        }
        if (some) {
            throw new InputException(name + " has bytes after the end of its gzip data that are no gzip data.\n"
                    + "Is it damaged? Check it with: gzip -t");
        }
    }

    private static InputException cutOff(String name, IOException cause) {
        return new InputException(name + " ends in the middle of its gzip data; it was cut off.", cause);
    }

    private static InputException damaged(String name, IOException cause) {
        return new InputException(name + " holds damaged gzip data: " + cause.getMessage(), cause);
    }

    /** Says that more can be read unless the end was seen, so that a slow pipe is not taken for an ended one. */
    private static final class Patient extends PushbackInputStream {
        private long count;

        Patient(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            int next = super.read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return 1;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
