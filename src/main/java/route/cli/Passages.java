package route.cli;

import java.util.List;
import java.util.stream.Collectors;
import route.domain.Message;

/** Long texts of users and models on a terminal: every line shown, indented, harmless. */
final class Passages {

    private static final String INDENT = "    ";

    private Passages() {}

    /** A chat, each turn under its role. */
    static void append(StringBuilder text, List<Message> messages, Paint paint) {
        for (var message : messages) {
            text.append(paint.faint(Untrusted.shown(message.role()))).append('\n');
            text.append(indented(message.isPlain() ? message.text() : Json.indented(message.json())));
        }
    }

    /** All lines, each indented and with its end. */
    static String indented(String text) {
        return text.lines()
                .map(it -> (INDENT + Untrusted.shown(it)).stripTrailing() + '\n')
                .collect(Collectors.joining());
    }
}
