package route.classify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** The part of a text that is read, with a byte for each character, by which most of them are told. */
final class Part {
    /** Zeroes behind the bytes, so that eight can be looked at from each. */
    private static final int PADDING = Long.BYTES;

    private final String text;
    private final int from;
    private final int count;
    private final byte[] signs;

    Part(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.count = to - from;
        var part = text.substring(from, to);
        var bytes = part.getBytes(ISO_8859_1);
        // Anything beyond Latin becomes a question mark, or two of it one.
        boolean latin = bytes.length == count && part.equals(new String(bytes, ISO_8859_1));
        this.signs = latin ? Arrays.copyOf(bytes, count + PADDING) : narrowed(part.toCharArray());
    }

    private static byte[] narrowed(char[] part) {
        var signs = new byte[part.length + PADDING];
        for (int at = 0; at < part.length; at++) signs[at] = (byte) (part[at] | 0x7F - part[at] >> 31);
        return signs;
    }

    int count() {
        return count;
    }

    /** Each character that is ASCII, a number below 0 for any other, and eight zeroes. */
    byte[] signs() {
        return signs;
    }

    /** Where in the text a place of this part is. */
    int inText(int place) {
        return from + place;
    }

    /** The character at a place; a blank beyond the part. */
    char at(int place) {
        return place < count ? known(place) : ' ';
    }

    /** The character at a place, beyond the part too; a blank beyond the text. */
    char around(int place) {
        return from + place < text.length() ? text.charAt(from + place) : ' ';
    }

    private char known(int place) {
        return signs[place] >= 0 ? (char) signs[place] : text.charAt(from + place);
    }
}
