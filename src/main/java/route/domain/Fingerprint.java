package route.domain;

import java.nio.ByteBuffer;

/** The first 128 bits of a SHA-256: two different rows share one by no chance that anybody will live to see. */
public record Fingerprint(long high, long low) {
    /** Where none is wanted. */
    public static final Fingerprint NONE = new Fingerprint(0, 0);

    /** From a digest of at least 16 bytes. */
    public static Fingerprint of(byte[] digest) {
        var bytes = ByteBuffer.wrap(digest);
        return new Fingerprint(bytes.getLong(), bytes.getLong());
    }
}
