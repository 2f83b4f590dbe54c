package route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Single keys from the terminal, without a line end: by {@code stty}, since Java has no call for it. The terminal is left
 * as it was found. Where standard input is no terminal, no key is ever pressed.
 */
final class Keyboard implements AutoCloseable {

    /** What {@code stty -g} said of the terminal as it was; empty where there is none. */
    private final String before;

    private Keyboard(String before) {
        this.before = before;
    }

    static Keyboard open() {
        if (!Terminals.isTerminal(0)) return new Keyboard("");
        var before = stty("-g");
        if (!before.isEmpty()) stty("-icanon", "-echo");
        return new Keyboard(before);
    }

    Optional<Character> pressed() {
        try {
            if (before.isEmpty() || System.in.available() == 0) return Optional.empty();
            var key = System.in.read();
            return key < 0 ? Optional.empty() : Optional.of((char) key);
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be read", e);
        }
    }

    @Override
    public void close() {
        if (!before.isEmpty()) stty(before);
    }

    /** What it says; empty where there is no such program, or it does not like this terminal. */
    private static String stty(String... words) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? said : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
