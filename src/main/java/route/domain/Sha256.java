package route.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which files and texts are known again. */
public final class Sha256 {
    private Sha256() {}

    /** A new one, of nothing yet; for one thread. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
