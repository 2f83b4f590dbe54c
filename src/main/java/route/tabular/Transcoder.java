package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import route.domain.InputException;

/** Turns a text of a known encoding into UTF-8, and stops at the first byte that has no place in that encoding. */
final class Transcoder {

    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES);
    private long bufferOffset;
    private long line = 1;

    /**
     * @param name of the input, for messages
     * @param skipped how many bytes of the input came before those to be decoded
     */
    Transcoder(String name, Charset charset, long skipped) {
        this.name = name;
        this.bufferOffset = skipped;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    void copy(InputStream in, OutputStream out) throws IOException {
        boolean last = false;
        while (!last) {
            int count = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
            last = count < bytes.remaining();
            bytes.position(bytes.position() + count).flip();
            decode(out, last);
            bufferOffset += bytes.position();
            bytes.compact();
        }
    }

    private void decode(OutputStream out, boolean last) throws IOException {
        while (true) {
            var result = decoder.decode(bytes, chars, last);
            pass(out);
            if (result.isError()) {
                throw new InputException(name + " is not " + decoder.charset().name() + ": byte "
                        + (bufferOffset + bytes.position() + 1) + ", on line " + line + ", is "
                        + Utf8.name(bytes.get(bytes.position()))
                        + ".\nName the encoding it was saved in with --encoding.");
            }
            if (result.isUnderflow() && (!last || decoder.flush(chars).isUnderflow())) {
                pass(out);
                return;
            }
        }
    }

    private void pass(OutputStream out) throws IOException {
        chars.flip();
        for (int i = chars.position(); i < chars.limit(); i++) {
            line += chars.get(i) == '\n' ? 1 : 0;
        }
        var encoded = UTF_8.encode(chars);
        out.write(encoded.array(), encoded.arrayOffset(), encoded.limit());
        chars.clear();
    }
}
