package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;

/**
 * What goes with an answer beside the answer.
 *
 * @param customId the row's id; empty in real time
 * @param endpoint the path it was sent to
 * @param request what was asked
 * @param mark what its ids end in: rows that ask the same have marks of their own
 * @param createdSeconds when, since 1970
 * @param batch whether it was bought in a batch
 */
record Slip(
        String customId,
        String endpoint,
        JsonNode request,
        Digest digest,
        String mark,
        long createdSeconds,
        boolean batch) {

    /** The slip of a batch's row. */
    static Slip of(JsonNode row, JsonNode request, String endpoint, long seed, long createdSeconds) {
        return of(
                row.path("custom_id").asText(),
                endpoint,
                request,
                Digest.of(seed, Json.bytes(request)),
                createdSeconds);
    }

    /** The slip of a batch's row, for all that needs no more of its request than what stands for it. */
    static Slip of(String customId, String endpoint, Digest digest) {
        return of(customId, endpoint, MissingNode.getInstance(), digest, 0);
    }

    private static Slip of(String customId, String endpoint, JsonNode request, Digest digest, long createdSeconds) {
        return new Slip(customId, endpoint, request, digest, mark(digest, customId), createdSeconds, true);
    }

    /** The slip of a call in real time. */
    static Slip live(String endpoint, JsonNode request, Digest digest, long createdSeconds) {
        return new Slip("", endpoint, request, digest, mark(digest, ""), createdSeconds, false);
    }

    private static String mark(Digest digest, String customId) {
        var whole = Digest.of(0, (digest.hex() + customId).getBytes(StandardCharsets.UTF_8));
        return whole.hex().substring(0, 24);
    }

    String model() {
        return request.path("model").asText();
    }

    /** An id of our making, fixed by the row. */
    String id(String prefix) {
        return prefix + mark;
    }
}
