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

    String model() {
        return request.path("model").asText();
    }

    /** An id of our making, fixed by the request. */
    String id(String prefix) {
        return prefix + digest.hex().substring(0, 24);
    }
}
