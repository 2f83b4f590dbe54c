package route.realtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import route.domain.LatencyStep;

/**
 * The requests of one batch on their way: the file of requests, the file of answers, and the file of what was asked,
 * from which a later process sees which rows may have been paid for without an answer. For one thread.
 *
 * <p>What was asked is kept as lines: {@code +id} before a call, {@code -id} when it certainly came to nothing, {@code
 * ?id} when no answer came to a call that may have arrived.
 */
public final class Work implements AutoCloseable {
    private final String key;
    private final int rows;
    private final BufferedReader requests;
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<Integer, Integer> times = new HashMap<>();
    private final Journal answers;
    private final Journal asked;
    private int doubtful;
    private int underWay;
    private int asking;
    private boolean doubting;
    private Optional<Request> next = Optional.empty();

    /**
     * Opens a batch, or opens it again: what was answered is not asked again, and a last line that was cut short is
     * taken off.
     *
     * @param key names the batch
     * @param rows how many requests there are
     * @param idOf reads the row's id from a line of answers; empty where the line cannot be read
     */
    public static Work open(
            String key, int rows, Path requests, Path answers, Path asked, Function<String, String> idOf) {
        try {
            return new Work(key, rows, requests, answers, asked, idOf);
        } catch (IOException e) {
            throw new UncheckedIOException("the real-time batch " + key + " cannot be opened", e);
        }
    }

    private Work(String key, int rows, Path requests, Path answers, Path asked, Function<String, String> idOf)
            throws IOException {
        this.key = key;
        this.rows = rows;
        this.answers = Journal.open(answers);
        this.asked = Journal.open(asked);
        this.answers.forEach(line -> {
            // What nobody can read answers no row.
            var id = idOf.apply(line);
            if (!id.isEmpty()) answered.add(id);
        });
        var marks = new int[1];
        this.asked.forEach(mark -> {
            marks[0] += mark.startsWith("-") ? -1 : 1;
            if (mark.startsWith("-")) failures.merge(mark.substring(1), 1, Integer::sum);
        });
        // Each answer had one call of its own; what is left over was asked without one. A "?" had an error for answer.
        this.doubtful = Math.max(0, marks[0] - answered.size());
        this.requests = Files.newBufferedReader(requests, StandardCharsets.UTF_8);
        advance();
    }

    public String key() {
        return key;
    }

    /** How many rows have their answer, be it an error. */
    public int answered() {
        return answered.size();
    }

    /** How many calls may have been paid for without an answer; those that are still under way not counted. */
    public int doubtful() {
        return doubtful;
    }

    /** How many calls are under way. */
    public int asking() {
        return asking;
    }

    public boolean isDone() {
        return answered.size() >= rows || next.isEmpty() && underWay == 0;
    }

    /** How often a request came to nothing in earlier processes. */
    int failures(Request request) {
        return failures.getOrDefault(request.customId(), 0);
    }

    /** Whether every request that is left has been taken. */
    boolean isTaken() {
        return next.isEmpty();
    }

    /** The next request nobody has asked yet; whoever takes it says {@link #answer} or {@link #giveBack} of it once. */
    Optional<Request> take() {
        var taken = next;
        if (taken.isPresent()) {
            underWay++;
            advance();
        }
        return taken;
    }

    Optional<Request> peek() {
        return next;
    }

    private void advance() {
        try {
            for (var line = requests.readLine(); line != null; line = requests.readLine()) {
                var request = Request.read(line);
                if (!answered.contains(request.customId())) {
                    next = Optional.of(request);
                    return;
                }
            }
            next = Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the requests of " + key + " cannot be read", e);
        }
    }

    /** Notes that a request is about to be asked. */
    void ask(Request request) {
        asked.add("+" + request.customId());
        asking++;
    }

    /** Notes that it certainly came to nothing, and may be asked again. */
    void comeToNothing(Request request) {
        asked.add("-" + request.customId());
        asking--;
    }

    /** A call may have been paid for, and its request is asked again: whoever counts finds one more than answers. */
    void lose() {
        asking--;
        doubtful++;
    }

    /** Notes that a call may have been paid for without an answer, of which {@link #answer} tells. */
    void doubt(Request request) {
        asked.add("?" + request.customId());
        doubting = true;
        doubtful++;
    }

    /** Notes how long a call took that the provider worked on. */
    void took(Duration time) {
        times.merge(LatencyStep.of(time), 1, Integer::sum);
    }

    /** How many calls of this process took how long, by {@link LatencyStep}. */
    public Map<Integer, Integer> times() {
        return Map.copyOf(times);
    }

    /** Notes the answer. */
    void answer(Request request, String line) {
        answers.add(line);
        answered.add(request.customId());
        asking--;
        underWay--;
    }

    /** Makes everything noted so far durable. */
    void commit() {
        try {
            // An answer whose doubt is lost would pass for a good one; what is about to be asked comes last.
            if (doubting) asked.commit();
            answers.commit();
            asked.commit();
            doubting = false;
        } catch (IOException e) {
            throw new UncheckedIOException("the answers of " + key + " cannot be written", e);
        }
    }

    @Override
    public void close() {
        try (requests;
                answers;
                asked) {
            commit();
        } catch (IOException e) {
            throw new UncheckedIOException("the files of " + key + " cannot be closed", e);
        }
    }
}
