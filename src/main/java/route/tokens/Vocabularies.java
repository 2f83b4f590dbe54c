package route.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * The vocabularies that counters share, each loaded when first asked for (0.2 s, 30 MB). Not kept for the process: a job
 * counts while it is read, and then waits for hours.
 */
final class Vocabularies {
    private Encoding o200k;
    private Encoding cl100k;

    synchronized Encoding o200k() {
        if (o200k == null) o200k = load(EncodingType.O200K_BASE);
        return o200k;
    }

    synchronized Encoding cl100k() {
        if (cl100k == null) cl100k = load(EncodingType.CL100K_BASE);
        return cl100k;
    }

    private static Encoding load(EncodingType type) {
        return Encodings.newLazyEncodingRegistry().getEncoding(type);
    }
}
