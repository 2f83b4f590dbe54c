package route.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import route.domain.InputException;
import route.flow.LockedException;
import route.flow.StoppedException;

/**
 * What went wrong, as a person is told, and the exit code for it: the one place where exceptions become words.
 *
 * @param lines three at most, unless rows of the input are listed
 * @param isBug whether the details belong in the log
 */
record Failure(ExitCode code, List<String> lines, boolean isBug) {

    /** The longest there is: what is wrong, twenty rows, how many more, what to do. */
    private static final int MOST_LINES = 23;

    private static final int MOST_CHARACTERS = 300;
    private static final String SAFE = "the state is safe: mend this, then run the command again";

    Failure {
        lines = lines.stream().limit(MOST_LINES).toList();
    }

    /** @param mendable what a person can mend about an exception that this room does not know; empty for a bug */
    static Failure of(Throwable thrown, Function<Throwable, Optional<String>> mendable) {
        if (thrown instanceof InputException) return told(ExitCode.USAGE, thrown.getMessage());
        if (thrown instanceof LockedException) return told(ExitCode.LOCKED, thrown.getMessage());
        if (thrown instanceof StoppedException) return told(ExitCode.INTERRUPTED, "stopped; nothing was sent");
        if (thrown instanceof UncheckedIOException wrapped && isOfTheDisk(wrapped.getCause())) {
            return told(ExitCode.HELD, place(wrapped) + "\n" + SAFE);
        }
        var known = mendable.apply(thrown);
        if (known.isPresent()) return told(ExitCode.HELD, known.get() + "\n" + SAFE);
        var what = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        return new Failure(
                ExitCode.BUG, List.of("this is a bug: " + line(thrown.getClass().getSimpleName() + what)), true);
    }

    /** A full disk comes as a plain IOException; exceptions of other kinds, such as a parser's, are bugs. */
    private static boolean isOfTheDisk(IOException cause) {
        return cause instanceof FileSystemException || cause.getClass() == IOException.class;
    }

    /** What could not be done, where its thrower says so, and why. */
    private static String place(UncheckedIOException wrapped) {
        var cause = wrapped.getCause();
        var isSaid = wrapped.getMessage() != null && !wrapped.getMessage().equals(cause.toString());
        return (isSaid ? wrapped.getMessage() + ": " : "") + reason(cause);
    }

    /** For a log or a mail: on one line. That another process has the job is no news there: it goes on. */
    Failure quietly() {
        if (code == ExitCode.LOCKED) return new Failure(code, List.of(), false);
        var some = lines.size() > 3 ? List.of(lines.get(0), lines.get(lines.size() - 1)) : lines;
        return new Failure(
                code, List.of(String.join("; ", some.stream().map(String::strip).toList())), isBug);
    }

    private static Failure told(ExitCode code, String message) {
        return new Failure(code, message.lines().map(Failure::line).toList(), false);
    }

    /** Prints lines as a message of this program: its name in front of the first, the others below. */
    static void print(List<String> lines, PrintStream err) {
        var prefix = "route: ";
        for (var line : lines) {
            err.println(prefix + line);
            prefix = "       ";
        }
    }

    private static String line(String text) {
        return Untrusted.shown(text, MOST_CHARACTERS);
    }

    /** Why a file could not be used, in words rather than in the name of an exception. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) return "no permission for " + denied.getFile();
        if (failure instanceof NoSuchFileException missing) return "there is no " + missing.getFile();
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
