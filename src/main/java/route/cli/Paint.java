package route.cli;

import java.util.Map;

/**
 * Colours for one stream.
 *
 * @param on whether escape codes are written at all
 */
record Paint(boolean on) {

    static final Paint OFF = new Paint(false);

    private static final String RESET = "\u001b[0m";

    /**
     * Whether a stream is coloured: never with {@code --no-color} or a non-empty {@code NO_COLOR}; else always with
     * {@code CLICOLOR_FORCE}; else on a terminal that is not dumb.
     */
    static Paint of(Map<String, String> env, boolean terminal, boolean noColour) {
        if (noColour || !env.getOrDefault("NO_COLOR", "").isEmpty()) return OFF;
        var forced = env.getOrDefault("CLICOLOR_FORCE", "");
        if (!forced.isEmpty() && !forced.equals("0")) return new Paint(true);
        return new Paint(terminal && !env.getOrDefault("TERM", "").equals("dumb"));
    }

    String strong(String text) {
        return in("\u001b[1m", text);
    }

    String faint(String text) {
        return in("\u001b[2m", text);
    }

    String good(String text) {
        return in("\u001b[32m", text);
    }

    String warning(String text) {
        return in("\u001b[33m", text);
    }

    String bad(String text) {
        return in("\u001b[31m", text);
    }

    private String in(String code, String text) {
        return on && !text.isEmpty() ? code + text + RESET : text;
    }
}
