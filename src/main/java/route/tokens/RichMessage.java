package route.tokens;

import java.util.regex.Pattern;

/**
 * What can be counted of a message that is more than plain text: its JSON, with inlined pictures and files taken out.
 * Counting the JSON rather than the text alone covers tool calls, and is a little long rather than short.
 *
 * @param countable the JSON without inlined data
 * @param attachments how many pictures, recordings and files it carries
 * @param named whether it carries a name
 */
record RichMessage(String countable, int attachments, boolean named) {
    /** A picture of 1024 x 1024 at full detail: 85 + 4 x 170 tokens (OpenAI vision guide, gpt-4o). An assumption. */
    private static final int TOKENS_OF_AN_ATTACHMENT = 765;

    /** Base64 in a data URL or in the data of a recording. Possessive, so that a megabyte of it is read once. */
    private static final Pattern INLINED =
            Pattern.compile("\"data:[^\";,\\s]{0,99};base64,[\\w+/=\\\\-]*+\"|(?<=\"data\":)\"[\\w+/=\\\\-]*+\"");

    private static final Pattern ATTACHMENT =
            Pattern.compile("\"type\"\\s*+:\\s*+\"(?:image_url|input_image|input_audio|file|input_file)\"");
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*+:");

    static RichMessage of(String json) {
        var countable = INLINED.matcher(json).replaceAll("\"\"");
        int attachments = (int) ATTACHMENT.matcher(countable).results().count();
        return new RichMessage(countable, attachments, NAME.matcher(countable).find());
    }

    long attachmentTokens() {
        return (long) attachments * TOKENS_OF_AN_ATTACHMENT;
    }
}
