package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the manual says is so: its commands can be typed, its settings are understood, its options exist. */
class TopicsTest {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path folder;

    static List<String> topics() {
        return Topics.NAMES;
    }

    private Screen screen() {
        return new Screen(folder);
    }

    private CommandLine whole() {
        return RouteCommand.shown(screen().outside());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyCommandCanBeTyped(String topic) {
        for (var line : Topics.text(topic).lines().toList()) {
            if (!line.startsWith("    route ")) continue;
            var words = WORD.matcher(line.strip())
                    .results()
                    .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
                    .toList();
            var parsed = whole().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            assertTrue(parsed.hasSubcommand(), line);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everySettingIsUnderstood(String topic) throws IOException {
        for (var yaml : yaml(topic)) {
            Files.writeString(folder.resolve("route.yaml"), yaml);
            var screen = screen();
            assertEquals(0, screen.run("config", "show"), () -> yaml + screen.err());
        }
    }

    /** Indented lines that are settings, each run of them as a file. */
    private static List<String> yaml(String topic) {
        var found = new ArrayList<String>();
        var block = new StringBuilder();
        var lines = new ArrayList<>(Topics.text(topic).lines().toList());
        lines.add("");
        for (var line : lines) {
            var isOpen = block.length() > 0;
            if (isOpen && line.startsWith("    ") || line.matches(" {4}[a-z_]+:( .*)?")) {
                block.append(line.substring(4)).append('\n');
            } else if (isOpen) {
                found.add(block.toString());
                block.setLength(0);
            }
        }
        return found;
    }

    @Test
    void theSettingsOfTheManualAreFound() {
        assertEquals(1, yaml("alerts").size());
        assertEquals(1, yaml("hooks").size());
        assertEquals(2, yaml("tiers").size());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyOptionThatIsNamedExists(String topic) {
        var known = new HashSet<String>();
        options(whole(), known);
        var named = new HashSet<String>();
        OPTION.matcher(Topics.text(topic)).results().forEach(it -> named.add(it.group()));
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    private static void options(CommandLine command, Set<String> known) {
        command.getCommandSpec().options().forEach(it -> known.addAll(List.of(it.names())));
        command.getSubcommands().values().forEach(it -> options(it, known));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aPageHasATitleAndFitsATerminal(String topic) {
        var lines = Topics.text(topic).lines().toList();
        assertTrue(lines.get(0).matches("[A-Z].*[^.]") && lines.get(1).isEmpty(), lines.get(0));
        assertTrue(lines.size() <= 60, lines.size() + " lines");
        lines.forEach(it -> assertTrue(it.length() <= 80, it));
    }

    @Test
    void theExitCodesAreThoseOfTheProgram() {
        var codes = new ArrayList<Integer>();
        Topics.text("exit-codes")
                .lines()
                .filter(it -> it.matches(" {4}\\d.*"))
                .forEach(it -> codes.add(Integer.valueOf(it.strip().split(" ")[0])));
        var all = List.of(ExitCode.values()).stream().map(ExitCode::code).toList();
        assertEquals(all, codes);
    }

    @Test
    void helpShowsTopicsAndCommandsAndProposesTheNearest() {
        var screen = screen();
        assertEquals(0, screen.run("help"));
        Topics.NAMES.forEach(it -> assertTrue(screen.out().contains("  " + it + " "), screen::out));
        var topic = screen();
        assertEquals(0, topic.run("help", "resume"));
        assertEquals(Topics.text("resume"), topic.out());
        var command = screen();
        assertEquals(0, command.run("help", "batch", "submit"));
        assertTrue(command.out().contains("--again"), command::out);
        var wrong = screen();
        assertEquals(2, wrong.run("help", "allerts"));
        assertEquals("route: there is no page 'allerts'\n       did you mean alerts?\n", wrong.err());
    }

    @Test
    void everyCommandAndTopicHasAManPageInPlainRoff() throws IOException {
        assertEquals(0, screen().run("help", "--man", "man"));
        for (var topic : Topics.NAMES) {
            assertTrue(Files.exists(folder.resolve("man/man7/route-" + topic + ".7")), topic);
        }
        try (var pages = Files.walk(folder.resolve("man"))) {
            for (var page : pages.filter(Files::isRegularFile).toList()) check(page);
        }
        var submit = Files.readString(folder.resolve("man/man1/route-batch-submit.1"));
        assertTrue(submit.contains(".TP\n\\fB\\-\\-again\\fR\n"), submit);
        assertTrue(submit.contains("\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR\n"), submit);
        assertTrue(Files.readString(folder.resolve("man/man1/route.1")).contains("\\fBroute\\-batch\\fR(1)"));
    }

    /** Every line that begins with a dot is a macro of ours, and every backslash an escape of ours. */
    private static void check(Path page) throws IOException {
        var text = Files.readString(page);
        assertTrue(text.startsWith(".TH \""), page + text);
        for (var line : text.lines().toList()) {
            if (line.startsWith(".")) assertTrue(line.matches("\\.(TH|SH|PP|TP|nf|fi)( .*)?"), page + ": " + line);
            assertFalse(line.startsWith("'"), page + ": " + line);
            assertFalse(line.replaceAll("\\\\([-e&]|f[BIR])", "").contains("\\"), page + ": " + line);
        }
    }
}
