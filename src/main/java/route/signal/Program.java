package route.signal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import route.domain.Letter;

/**
 * Runs a person's program with a letter on its standard input. {@code ROUTE_EVENT} and {@code ROUTE_EVENT_ID} are in its
 * environment. What it prints goes nowhere: our own standard output carries data.
 */
final class Program {
    /** What went wrong, without the program's words, which may be secret; empty where it ended with 0. */
    Optional<String> run(List<String> command, Letter letter) {
        var builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().put("ROUTE_EVENT", letter.event());
        builder.environment().put("ROUTE_EVENT_ID", letter.id());
        try {
            return feed(builder.start(), letter);
        } catch (IOException e) {
            return Optional.of("the hook's command cannot be run; it is a program on the PATH with its arguments");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the hook's command was interrupted");
        }
    }

    private static Optional<String> feed(Process process, Letter letter) throws InterruptedException {
        try {
            write(process.getOutputStream(), letter.body());
            if (!process.waitFor(letter.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of("the hook's command did not end in time (route help hooks)");
            }
            var code = process.exitValue();
            return code == 0 ? Optional.empty() : Optional.of("the hook's command failed with exit code " + code);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A program that ends without reading has been told all the same. */
    private static void write(OutputStream in, String body) {
        try (in) {
            in.write((body + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            return;
        }
    }
}
