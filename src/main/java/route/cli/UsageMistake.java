package route.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import route.config.Nearest;

/** A command line that cannot be understood, in at most three lines: what is wrong, what is near, where help is. */
final class UsageMistake {

    private static final int MOST_CHARACTERS = 200;
    private static final int LONGEST_GUESS = 40;

    private UsageMistake() {}

    static List<String> lines(ParameterException mistake) {
        var lines = new ArrayList<String>();
        lines.add(Untrusted.shown(what(mistake), MOST_CHARACTERS));
        nearest(mistake).ifPresent(it -> lines.add("did you mean " + it + "?"));
        lines.add("see: " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return lines;
    }

    private static String what(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            var first = first(unmatched);
            if (first.startsWith("-")) return "unknown option " + first;
            var takesCommand = !mistake.getCommandLine().getSubcommands().isEmpty();
            return (takesCommand ? "unknown command " : "unexpected argument ") + first;
        }
        var message = mistake.getMessage();
        return inOurWords(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1));
    }

    /** The parser speaks of types. */
    private static String inOurWords(String message) {
        return message.replaceFirst("('\\d+') is not an? (int|long)$", "$1 is too large a number")
                .replaceFirst(" is not an? (int|long)$", " is not a whole number");
    }

    /** The option without a value that was written on to it. */
    private static String first(UnmatchedArgumentException unmatched) {
        var first = unmatched.getUnmatched().get(0);
        return first.startsWith("--") ? first.split("=", 2)[0] : first;
    }

    private static Optional<String> nearest(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) return Optional.empty();
        var word = first(unmatched);
        if (word.matches("[^-].*\\.ya?ml") && takesJobFile(mistake)) {
            return Optional.of("--job " + Untrusted.shown(word, LONGEST_GUESS));
        }
        if (word.length() > LONGEST_GUESS) return Optional.empty();
        var command = mistake.getCommandLine();
        if (word.startsWith("-"))
            return Nearest.to(word, command.getCommandSpec().optionsMap().keySet());
        var near = Nearest.to(word, command.getSubcommands().keySet());
        return near.isPresent() ? near : oneFloorDown(word, command);
    }

    private static boolean takesJobFile(ParameterException mistake) {
        var options = mistake.getCommandLine().getCommandSpec().optionsMap();
        return options.containsKey("--job") && options.get("--job").paramLabel().equals("FILE");
    }

    /** A command of a group, where the group's name was left out: {@code batch status} for {@code status}. */
    private static Optional<String> oneFloorDown(String word, CommandLine command) {
        for (var group : command.getSubcommands().entrySet()) {
            var near = Nearest.to(word, group.getValue().getSubcommands().keySet());
            if (near.isPresent()) return near.map(it -> group.getKey() + " " + it);
        }
        return Optional.empty();
    }
}
