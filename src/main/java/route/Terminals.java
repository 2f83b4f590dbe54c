package route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether a person sits at the other end of a stream; Java itself only says so of all of them together. */
final class Terminals {

    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

    private Terminals() {}

    /** @param descriptor 0 for standard input, 1 for standard output, 2 for standard error */
    static boolean isTerminal(int descriptor) {
        var link = Path.of("/proc/self/fd/" + descriptor);
        if (!Files.isSymbolicLink(link)) return System.console() != null;
        try {
            var target = Files.readSymbolicLink(link).toString();
            return DEVICE.matcher(target).matches();
        } catch (IOException unreadable) {
            return System.console() != null;
        }
    }
}
