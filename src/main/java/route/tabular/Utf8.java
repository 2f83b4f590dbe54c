package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells UTF-8 from other bytes, strictly: no overlong forms, no surrogates, nothing past U+10FFFF (RFC 3629). */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final String HEX = "0123456789ABCDEF";

    private Utf8() {}

    /** The index of the first byte that is not part of a UTF-8 character, or -1. */
    static int firstBad(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (at + 8 <= bytes.length && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
                at += 8;
            } else {
                int length = lengthAt(bytes, at);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    /** The text of any bytes, with those that are not UTF-8 written as {@code \xE9}: nothing is lost or guessed. */
    static String spelledOut(byte[] bytes) {
        if (firstBad(bytes) < 0) {
            return new String(bytes, UTF_8);
        }
        var text = new StringBuilder(bytes.length + 16);
        int at = 0;
        while (at < bytes.length) {
            int length = lengthAt(bytes, at);
            if (length == 0) {
                text.append(name(bytes[at]));
            } else {
                text.append(new String(bytes, at, length, UTF_8));
            }
            at += Math.max(1, length);
        }
        return text.toString();
    }

    /** A byte as a person reads it: {@code \xE9}. */
    static String name(byte value) {
        return "\\x" + HEX.charAt((value >> 4) & 0xF) + HEX.charAt(value & 0xF);
    }

    /** A text that has a UTF-8 form: each lone surrogate becomes U+FFFD. */
    static String encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(it -> it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE ? 0xFFFD : it)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    /** How many bytes the character at {@code at} takes; 0 where there is none. */
    private static int lengthAt(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) return 1;
        if (lead < 0xC2 || lead > 0xF4) return 0;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + length > bytes.length) return 0;
        int second = bytes[at + 1] & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) return 0;
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) return 0;
        }
        return length;
    }
}
