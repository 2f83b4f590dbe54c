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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program of the user's own that takes lines and gives lines, in whatever order and as late as it likes. It is stopped
 * where it is waited for and for too long neither takes a line nor gives one that is of use.
 */
public final class LineProgram implements AutoCloseable {
    private static final int LONGEST_LINE = 1 << 16;
    private static final int LAST_WORDS = 200;
    private static final int LAST_LINES = 3;
    private static final long LOOK_MILLIS = 50;

    /** How many more lines that are of no use it may print than it was handed lines. */
    private static final long MOST_USELESS = 1_000;

    private final Process process;
    private final Writer in;
    private final Duration patience;
    private final Thread listener;
    private final Thread complaints;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean awaited;
    private volatile boolean tooLate;
    private volatile boolean tooMuch;
    private volatile boolean over;
    private volatile long sent;
    private volatile List<ProcessHandle> helpers = List.of();
    private final Deque<String> lastWords = new ArrayDeque<>();

    /**
     * How it ended.
     *
     * @param trouble what went wrong, for a person; empty where it ended well
     */
    public record End(String trouble) {}

    private LineProgram(Process process, Duration patience, Predicate<String> answers) {
        this.process = process;
        this.patience = patience;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.listener = started("route-listener", () -> listen(answers));
        this.complaints = started(
                "route-complaints",
                () -> lines(process.getErrorStream(), line -> {
                    complain(line);
                    return !over;
                }));
        started("route-watch", this::watch);
    }

    /**
     * Starts a program.
     *
     * @param answers takes each line that it prints, without its end, on a thread of its own, and says whether it was of
     *     use; longer ones than 64 KB are left out, and a program that prints too many useless ones is stopped
     * @throws IOException where there is no such program, or it may not be run
     */
    public static LineProgram start(List<String> command, Duration patience, Predicate<String> answers)
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
            sent++;
            return true;
        } catch (IOException ended) {
            return false;
        } finally {
            awaited = false;
        }
    }

    /**
     * Tells it that there are no more lines, and waits for its end.
     *
     * @param meanwhile is done again and again until then
     */
    public End finish(Runnable meanwhile) {
        await();
        try {
            helpers = process.descendants().toList();
            closeInput();
            // What it started may keep its output open after its end.
            while (listener.isAlive() && System.nanoTime() - heardAt < patience.toNanos()) {
                meanwhile.run();
                listener.join(LOOK_MILLIS);
            }
            if (listener.isAlive()) tooLate = true;
            var isOver = isOver(meanwhile);
            complaints.join(LOOK_MILLIS * 10);
            if (tooMuch) return new End("it printed too many lines that answer nothing" + lastWords());
            if (tooLate || !isOver) return new End("it gave no answer for " + shown(patience) + lastWords());
            if (process.exitValue() == 0) return new End("");
            return new End("it ended with exit code " + process.exitValue() + lastWords());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new End("it was interrupted");
        } finally {
            over = true;
            close();
        }
    }

    /** Whether it ends within the patience; who closes its output need not have ended. */
    private boolean isOver(Runnable meanwhile) throws InterruptedException {
        for (var from = System.nanoTime(); System.nanoTime() - from < patience.toNanos(); meanwhile.run()) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) return true;
        }
        return false;
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
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
        if (plain.isEmpty()) return;
        synchronized (lastWords) {
            if (lastWords.size() == LAST_LINES) lastWords.remove();
            lastWords.add(plain.substring(0, Math.min(LAST_WORDS, plain.length())));
        }
    }

    /** The last lines that it complained with, after a colon; empty where it did not. */
    private String lastWords() {
        synchronized (lastWords) {
            return lastWords.isEmpty() ? "" : ": " + String.join(" / ", lastWords);
        }
    }

    private void listen(Predicate<String> answers) {
        var useless = new long[1];
        lines(process.getInputStream(), line -> {
            if (over) return false;
            if (answers.test(line)) {
                heardAt = System.nanoTime();
                return true;
            }
            tooMuch = ++useless[0] > sent + MOST_USELESS;
            return !tooMuch;
        });
        if (tooMuch) close();
    }

    /** Hands on every line, until the sink wants no more. */
    private void lines(InputStream stream, Predicate<String> sink) {
        var line = new StringBuilder();
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (int sign = reader.read(); sign >= 0; sign = reader.read()) {
                if (sign != '\n') {
                    if (line.length() <= LONGEST_LINE) line.append((char) sign);
                    continue;
                }
                if (line.length() <= LONGEST_LINE && !sink.test(line.toString())) return;
                line.setLength(0);
            }
            if (line.length() > 0 && line.length() <= LONGEST_LINE) sink.test(line.toString());
        } catch (IOException stopped) {
            // The pipe went with the program: there is nothing more to hear.
            return;
        }
    }

    /** Ends it and all that it started, where it still runs. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        helpers.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
