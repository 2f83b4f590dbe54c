package route.tabular;

import java.nio.charset.Charset;
import java.util.Arrays;

/** The byte order marks of the Unicode standard, the longer ones first because one begins like a shorter one. */
enum Bom {
    UTF_8("UTF-8", 0xEF, 0xBB, 0xBF),
    UTF_32LE("UTF-32LE", 0xFF, 0xFE, 0, 0),
    UTF_32BE("UTF-32BE", 0, 0, 0xFE, 0xFF),
    UTF_16LE("UTF-16LE", 0xFF, 0xFE),
    UTF_16BE("UTF-16BE", 0xFE, 0xFF),
    NONE("UTF-8");

    private final Charset charset;
    private final byte[] mark;

    Bom(String charset, int... mark) {
        this.charset = Charset.forName(charset);
        this.mark = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            this.mark[i] = (byte) mark[i];
        }
    }

    /** The mark that a file beginning with these bytes has. */
    static Bom of(byte[] head) {
        return Arrays.stream(values())
                .filter(it -> head.length >= it.mark.length
                        && Arrays.equals(head, 0, it.mark.length, it.mark, 0, it.mark.length))
                .findFirst()
                .orElse(NONE);
    }

    Charset charset() {
        return charset;
    }

    int length() {
        return mark.length;
    }
}
