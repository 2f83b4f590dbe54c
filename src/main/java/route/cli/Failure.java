package route.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import route.domain.InputException;
import route.flow.LockedException;

/**
 * What went wrong, as a person is told, and the exit code for it: the one place where exceptions become words.
 *
 * @param lines three or fewer, but for the list of rows that cannot be used
 * @param isBug whether the details belong in the log
 */
record Failure(ExitCode code, List<String> lines, boolean isBug) {

    /** The longest there is: what is wrong, twenty rows, how many more, what to do. */
    private static final int MOST_LINES = 23;

    private static final int MOST_CHARACTERS = 300;

    Failure {
        lines = lines.stream().limit(MOST_LINES).toList();
    }

    static Failure of(Throwable thrown) {
        if (thrown instanceof InputException) return told(ExitCode.USAGE, thrown.getMessage());
        if (thrown instanceof LockedException) return told(ExitCode.LOCKED, thrown.getMessage());
        if (thrown instanceof UncheckedIOException wrapped && isOfTheDisk(wrapped.getCause())) {
            return told(ExitCode.HELD, place(wrapped) + "\nthe state is safe: mend this, then run the command again");
        }
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

    private static Failure told(ExitCode code, String message) {
        return new Failure(code, message.lines().map(Failure::line).toList(), false);
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
