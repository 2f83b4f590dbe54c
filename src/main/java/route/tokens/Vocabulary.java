package route.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.lang.ref.SoftReference;

/**
 * What an encoder knows, loaded when first asked for (0.2 s, 30 MB). Kept as long as somebody counts, and then until the
 * memory is wanted for something else: a job counts while it is read, and then waits for hours.
 */
final class Vocabulary {
    static final Vocabulary O200K = new Vocabulary(EncodingType.O200K_BASE);
    static final Vocabulary CL100K = new Vocabulary(EncodingType.CL100K_BASE);

    private final EncodingType type;
    private SoftReference<Encoding> loaded = new SoftReference<>(null);

    private Vocabulary(EncodingType type) {
        this.type = type;
    }

    /** For any thread; whoever counts much keeps it. */
    synchronized Encoding encoding() {
        var known = loaded.get();
        if (known != null) return known;
        var encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
        loaded = new SoftReference<>(encoding);
        return encoding;
    }
}
