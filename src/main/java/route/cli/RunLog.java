package route.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Locale;
import route.domain.OwnerOnly;
import route.flow.Event;

/**
 * The log for machines, {@code logs/route.jsonl}: a JSON object on each line ({@link LogLine}). At 5 MB it is put aside;
 * three older ones are kept. It never holds keys, and prompts and answers only where a person asked for them.
 */
final class RunLog {

    private static final long MOST_BYTES = 5_000_000;
    private static final int KEPT = 3;

    /** Lines of rows come by the million: they are written together, before anything that comes after them. */
    private static final int MOST_BUFFERED = 1 << 16;

    private final Path file;
    private final LogLine lines;
    private final PrintStream err;
    private final StringBuilder rows = new StringBuilder();
    private boolean broken;

    RunLog(Path home, InstantSource clock, PrintStream err) {
        this.file = home.resolve("logs").resolve("route.jsonl");
        this.lines = new LogLine(clock);
        this.err = err;
    }

    Path file() {
        return file;
    }

    /** Writes down what the flow said; progress is not news. */
    void event(Event event) {
        if (event instanceof Event.Said said) {
            write(said.level().name().toLowerCase(Locale.ROOT), said.job().value(), said.message(), "");
        } else if (event instanceof Event.JobMoved moved) {
            append(lines.job(moved));
        } else if (event instanceof Event.BatchMoved moved) {
            append(lines.batch(moved));
        } else if (event instanceof Event.RowEnded ended) {
            rows.append(lines.row(ended)).append('\n');
            if (rows.length() > MOST_BUFFERED) append("");
        } else if (event instanceof Event.Noticed noticed) {
            write(noticed.level().name().toLowerCase(Locale.ROOT), "", noticed.message(), "");
        } else if (event instanceof Event.Planned planned) {
            var plan = planned.plan();
            var message =
                    "planned " + plan.rows() + " rows, estimate " + plan.cost() + ", worst case " + plan.worstCase();
            write("note", planned.job().value(), message, "");
        }
    }

    /** Writes down what ended a command, with its stack trace. */
    void trouble(Throwable thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        write("error", "", thrown.getClass().getName(), trace.toString());
    }

    private void write(String level, String job, String message, String trace) {
        append(lines.message(level, job, message, trace));
    }

    private void append(String line) {
        if (broken) return;
        var text = rows + (line.isEmpty() ? "" : line + "\n");
        rows.setLength(0);
        try {
            OwnerOnly.folder(file.getParent());
            rotate();
            try (var log = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) log.write(bytes);
            }
        } catch (IOException e) {
            broken = true;
            err.println("route: the log cannot be written: " + Untrusted.shown(Failure.reason(e), 200));
        }
    }

    private void rotate() throws IOException {
        if (!Files.exists(file) || Files.size(file) < MOST_BYTES) return;
        for (int number = KEPT; number >= 1; number--) {
            var from = number == 1 ? file : numbered(number - 1);
            if (Files.exists(from)) Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling("route." + number + ".jsonl");
    }
}
