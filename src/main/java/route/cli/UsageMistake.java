package route.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood, in at most three lines: what is wrong, what is near, where help is. */
final class UsageMistake {

    private static final int MOST_CHARACTERS = 200;

    private UsageMistake() {}

    static List<String> lines(ParameterException mistake) {
        var lines = new ArrayList<String>();
        lines.add(Untrusted.shown(what(mistake), MOST_CHARACTERS));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream().findFirst().ifPresent(it -> lines.add("did you mean " + it + "?"));
        }
        lines.add("see: " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return lines;
    }

    private static String what(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            var first = unmatched.getUnmatched().get(0);
            if (first.startsWith("-")) return "unknown option " + first;
            var takesCommand = !mistake.getCommandLine().getSubcommands().isEmpty();
            return (takesCommand ? "unknown command " : "unexpected argument ") + first;
        }
        var message = mistake.getMessage();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
