package route.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import route.domain.Sha256;

/** Names what a judgement depends on, so that a profile and a remembered decision are never taken for another's. */
public final class ClassifierVersion {
    /** Raised where the same weights come to judge otherwise. */
    private static final int METHOD = 1;

    private static final int BYTES = 8;

    /** The version in this program: a digest of the weights and the word list. */
    public static final String NOW = digest();

    private ClassifierVersion() {}

    private static String digest() {
        var digest = Sha256.begin();
        digest.update((byte) METHOD);
        digest.update(resource("weights.bin"));
        digest.update(resource("lexicon.txt"));
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static byte[] resource(String name) {
        try (var stream = ClassifierVersion.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
