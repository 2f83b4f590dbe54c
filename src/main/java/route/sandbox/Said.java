package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** The plain text of a message, whose content may be a text or a list of parts. */
final class Said {
    private Said() {}

    static String in(JsonNode message) {
        return text(message.has("content") ? message.get("content") : message.path("output"));
    }

    /** The text of a content, its parts joined; parts that are no text count for nothing. */
    static String text(JsonNode content) {
        if (content.isTextual()) return content.asText();
        var all = new StringBuilder();
        for (var part : content) {
            if (part.isTextual()) all.append(part.asText());
            else if (part.path("text").isTextual()) all.append(part.get("text").asText());
            else if (part.has("content")) all.append(text(part.get("content")));
        }
        return all.toString();
    }
}
