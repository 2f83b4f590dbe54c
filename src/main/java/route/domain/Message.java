package route.domain;

/**
 * One turn of a chat.
 *
 * @param role system, developer, user, assistant or tool
 * @param text the turn's plain text, for counting and classifying; parts that are not text are left out
 * @param json the whole message as OpenAI chat JSON where it is more than a role and a plain text, else empty
 */
public record Message(String role, String text, String json) {

    /** A turn that is nothing but text. */
    public static Message plain(String role, String text) {
        return new Message(role, text, "");
    }

    public boolean isPlain() {
        return json.isEmpty();
    }
}
