package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a request asks, whichever protocol it came in.
 *
 * @param system instructions
 * @param text all else that is said, in order
 * @param cap the most output tokens; 0 for none
 * @param shape what the answer must look like
 * @param schema of the JSON asked for, or of the tool's arguments; a missing node for none
 * @param tool the tool to be called; empty for none
 * @param inputTokens all of them, by {@link TokenGuess}
 * @param caches whether a long system text is read from a cache
 * @param reasons whether the model thinks before it answers
 */
record Question(
        String model,
        String system,
        String text,
        int cap,
        Shape shape,
        JsonNode schema,
        String tool,
        int inputTokens,
        boolean caches,
        boolean reasons) {

    /** The form of the answer. */
    enum Shape {
        PROSE,
        JSON,
        TOOL_CALL,
        VECTORS
    }

    boolean says(String marker) {
        return holds(text, marker) || holds(system, marker);
    }

    /** Most texts have no bracket at all, and a single character is found fastest. */
    private static boolean holds(String text, String marker) {
        var at = text.indexOf(marker.charAt(0));
        while (at >= 0 && !text.startsWith(marker, at)) at = text.indexOf(marker.charAt(0), at + 1);
        return at >= 0;
    }
}
