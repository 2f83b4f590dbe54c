package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What goes with an answer beside the answer.
 *
 * @param customId the row's id; empty in real time
 * @param endpoint the path it was sent to
 * @param request what was asked
 * @param createdSeconds when, since 1970
 * @param batch whether it was bought in a batch
 */
record Slip(String customId, String endpoint, JsonNode request, Digest digest, long createdSeconds, boolean batch) {

    /** The slip of a batch's row. */
    static Slip of(JsonNode row, JsonNode request, String endpoint, long seed, long createdSeconds) {
        var digest = Digest.of(seed, Json.bytes(request));
        return new Slip(row.path("custom_id").asText(), endpoint, request, digest, createdSeconds, true);
    }

    String model() {
        return request.path("model").asText();
    }

    /** An id of our making, fixed by the row; rows that ask the same have ids of their own. */
    String id(String prefix) {
        var whole = Digest.of(0, (digest.hex() + customId).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return prefix + whole.hex().substring(0, 24);
    }
}
