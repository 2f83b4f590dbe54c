package route.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pages of the manual that are about a matter, not a command. Each is a text whose first line is its title. */
final class Topics {

    /** In the order in which a reader needs them. */
    static final List<String> NAMES = List.of(
            "input",
            "output",
            "settings",
            "tiers",
            "routing",
            "lanes",
            "resume",
            "money",
            "alerts",
            "hooks",
            "logs",
            "privacy",
            "sandbox",
            "exit-codes");

    private Topics() {}

    /** A page as it is printed, its title first. */
    static String text(String name) {
        try (var in = Topics.class.getResourceAsStream("/route/cli/help/" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the page " + name + " cannot be read", e);
        }
    }

    static String title(String name) {
        return text(name).lines().findFirst().orElseThrow();
    }
}
