package route.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Writes the manual as man pages: each command in section 1, each topic in section 7. */
final class ManPages {

    private final Path folder;

    /** @param folder gets the folders {@code man1} and {@code man7} */
    ManPages(Path folder) {
        this.folder = folder;
    }

    void write(CommandLine whole) {
        commands(whole, "route");
        for (var topic : Topics.NAMES) {
            page("man7", "route-" + topic + ".7", ManPage.topic(topic));
        }
    }

    private void commands(CommandLine command, String name) {
        page("man1", name + ".1", ManPage.command(name, command.getCommandSpec()));
        command.getSubcommands().forEach((word, it) -> commands(it, name + "-" + word));
    }

    private void page(String section, String name, String text) {
        try {
            Files.createDirectories(folder.resolve(section));
            Files.writeString(folder.resolve(section).resolve(name), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the man page " + name + " cannot be written to " + folder, e);
        }
    }
}
