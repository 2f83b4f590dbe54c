package route.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import route.config.Nearest;
import route.domain.InputException;

/** The manual: a page about a matter, the help of a command, or all of it as man pages. */
@Command(
        name = "help",
        description = "Shows a page of the manual, or the help of a command.",
        footer = {"", "Examples:", "  route help", "  route help resume", "  route help batch submit"})
final class HelpCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "A topic, or the words of a command.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--man", paramLabel = "DIR", description = "Write all of it there as man pages, in man1 and man7.")
    private Optional<Path> man = Optional.empty();

    HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var whole = RouteCommand.shown(console.outside());
        if (man.isPresent()) {
            new ManPages(console.outside().workingDirectory().resolve(man.get())).write(whole);
        } else if (words.isEmpty()) {
            console.print(contents());
        } else {
            console.print(page(whole));
        }
        return ExitCode.OK.code();
    }

    private static String contents() {
        var text = new StringBuilder("Topics, each shown by route help TOPIC:\n\n");
        Topics.NAMES.forEach(
                it -> text.append("  %-11s %s%n".formatted(it, Topics.title(it)).replace("\r", "")));
        return text + "\nCommands: route --help, and route help COMMAND, such as route help batch submit.\n";
    }

    private String page(CommandLine whole) {
        if (words.size() == 1 && Topics.NAMES.contains(words.get(0))) return Topics.text(words.get(0));
        var command = whole;
        for (var word : words) {
            var next = command.getSubcommands().get(word);
            if (next == null) throw unknown(command, word);
            command = next;
        }
        return command.getUsageMessage();
    }

    private InputException unknown(CommandLine command, String word) {
        var known = new ArrayList<>(command.getSubcommands().keySet());
        if (words.size() == 1) known.addAll(Topics.NAMES);
        return new InputException("there is no page '" + Untrusted.shown(String.join(" ", words), 60) + "'\n"
                + Nearest.to(word, known).map(it -> "did you mean " + it + "?").orElse("all pages: route help"));
    }
}
