package route.wire;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program of the user's own that takes lines and gives lines, in whatever order and as late as it likes. It is stopped
 * where it is waited for and says nothing for too long: neither takes a line nor gives one.
 */
public final class LineProgram implements AutoCloseable {
    private static final int LONGEST_LINE = 1 << 16;
    private static final int LAST_WORDS = 200;
    private static final long LOOK_MILLIS = 50;

    private final Process process;
    private final Writer in;
    private final Duration patience;
    private final Thread listener;
    private final Thread complaints;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean awaited;
    private volatile boolean tooLate;
    private volatile String lastWords = "";

    /**
     * How it ended.
     *
     * @param trouble what went wrong, for a person; empty where it ended well
     */
    public record End(String trouble) {}

    private LineProgram(Process process, Duration patience, Consumer<String> answers) {
        this.process = process;
        this.patience = patience;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.listener = started("route-listener", () -> lines(process.getInputStream(), answers));
        this.complaints = started("route-complaints", () -> lines(process.getErrorStream(), this::complain));
        started("route-watch", this::watch);
    }

    /**
     * Starts a program.
     *
     * @param answers takes each line that it prints, without its end, on a thread of its own; longer ones than 64 KB are
     *     left out
     * @throws IOException where there is no such program, or it may not be run
     */
    public static LineProgram start(List<String> command, Duration patience, Consumer<String> answers)
            throws IOException {
        return new LineProgram(new ProcessBuilder(command).start(), patience, answers);
    }

    private static Thread started(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Hands it a line; false where it takes no more. */
    public boolean send(String line) {
        await();
        try {
            in.write(line);
            in.write('\n');
            return true;
        } catch (IOException ended) {
            return false;
        } finally {
            awaited = false;
        }
    }

    /** Tells it that there are no more lines, and waits for its end. */
    public End finish() {
        await();
        try {
            closeInput();
            listener.join();
            var isOver = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            complaints.join(LOOK_MILLIS * 10);
            if (tooLate || !isOver) return new End("it said nothing for " + patience.toSeconds() + " s");
            if (process.exitValue() == 0) return new End("");
            return new End("it ended with exit code " + process.exitValue() + lastWords);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new End("it was interrupted");
        } finally {
            close();
        }
    }

    private void closeInput() {
        try {
            in.close();
        } catch (IOException ended) {
            // It took no more lines, which is its right: what it answered counts.
            return;
        }
    }

    private void await() {
        heardAt = System.nanoTime();
        awaited = true;
    }

    private void watch() {
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!awaited || System.nanoTime() - heardAt < patience.toNanos()) continue;
                tooLate = true;
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(String line) {
        var plain = line.replaceAll("\\p{Cntrl}", " ").strip();
        if (!plain.isEmpty()) lastWords = ": " + plain.substring(0, Math.min(LAST_WORDS, plain.length()));
    }

    private void lines(InputStream stream, Consumer<String> sink) {
        var line = new StringBuilder();
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (int sign = reader.read(); sign >= 0; sign = reader.read()) {
                if (sign != '\n') {
                    if (line.length() <= LONGEST_LINE) line.append((char) sign);
                    continue;
                }
                heardAt = System.nanoTime();
                if (line.length() <= LONGEST_LINE) sink.accept(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0 && line.length() <= LONGEST_LINE) sink.accept(line.toString());
        } catch (IOException stopped) {
            // The pipe went with the program: there is nothing more to hear.
            return;
        }
    }

    /** Ends it and all that it started, where it still runs. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
