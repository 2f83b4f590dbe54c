package route.sandbox;

import java.util.Arrays;
import java.util.HexFormat;
import route.domain.Sha256;

/** What stands for a request: the same for the same bytes and seed, and evenly spread. */
record Digest(String hex) {

    static Digest of(long seed, byte[] request) {
        var sha = Sha256.begin();
        sha.update(Long.toString(seed).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return new Digest(HexFormat.of().formatHex(Arrays.copyOf(sha.digest(request), 16)));
    }

    /** A number from 0 to {@code sides - 1}; another {@code throwNumber}, another number. */
    int dice(int sides, int throwNumber) {
        var start = throwNumber % 4 * 8;
        var number = Integer.parseUnsignedInt(hex, start, start + 8, 16);
        return Integer.remainderUnsigned(number, sides);
    }

    /** The chance that falls on this request, from 0 to 1. */
    double chance() {
        return dice(1 << 30, 0) / (double) (1 << 30);
    }
}
