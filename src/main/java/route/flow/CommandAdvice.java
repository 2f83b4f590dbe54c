package route.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import route.classify.Scorer;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Plural;
import route.prompt.AdviceLines;
import route.store.Database;
import route.tokens.TokenCounter;
import route.triage.Opinions;
import route.triage.Questions;
import route.triage.Taken;
import route.wire.LineProgram;

/**
 * Asks a command of the user's about every row that it was not asked about before. Rows it gives no usable answer for are
 * left to the built-in classifier, and it is said how many.
 */
final class CommandAdvice {
    private static final int ROWS_PER_TRANSACTION = 500;

    private final JobSpec spec;
    private final Database store;
    private final SaidBefore remembered;
    private final Instant now;
    private final Consumer<String> warn;
    private final Opinions opinions = new Opinions();
    private final BooleanSupplier stopping;

    /** The rows that were asked about and have no answer that is written down, with the digests of their prompts. */
    private final Map<Long, byte[]> waiting = new LinkedHashMap<>();

    /** The rows whose answers are awaited, and the answers that are not written down; both guarded by their own lock. */
    private final BitSet awaited = new BitSet();

    private final List<AdviceLines.Advice> heard = new ArrayList<>();
    private Optional<LineProgram> program = Optional.empty();
    private boolean isDeaf;

    /**
     * @param stopping whether the process was asked to stop: then what was answered is kept, and a StoppedException thrown
     * @param warn takes a line for a person where rows are left without an answer
     */
    CommandAdvice(JobSpec spec, Database store, Instant now, BooleanSupplier stopping, Consumer<String> warn) {
        this.stopping = stopping;
        this.spec = spec;
        this.store = store;
        this.remembered = new SaidBefore(spec, store);
        this.now = now;
        this.warn = warn;
    }

    Opinions on(Path copy, InputLayout layout, Taken taken) {
        var counter = new TokenCounter();
        try {
            Questions.each(spec, copy, layout, taken, it -> ask(it, counter));
            if (program.isPresent()) {
                var end = program.get().finish(this::pause);
                // At Ctrl-C it ends with us: what it did not answer then is to be asked again.
                pause();
                keep(1);
                conclude(end);
            }
        } finally {
            program.ifPresent(LineProgram::close);
            keep(1);
        }
        return opinions;
    }

    private void ask(Questions.Question it, TokenCounter counter) {
        var known = remembered.of(it.digest());
        if (known.isPresent()) {
            opinions.add(it.row(), known.get());
            return;
        }
        waiting.put(it.row(), it.digest());
        if (isDeaf) return;
        pause();
        synchronized (awaited) {
            awaited.set(Math.toIntExact(it.row()));
        }
        if (program.isEmpty()) program = Optional.of(started());
        int tokens = counter.inO200k(it.prompt());
        isDeaf = !program.get().send(AdviceLines.question(it.row(), it.pins().id(), it.prompt(), tokens));
    }

    private LineProgram started() {
        var adviser = spec.judging().adviser();
        try {
            return LineProgram.start(adviser.command(), adviser.patience(), this::hear);
        } catch (IOException e) {
            // No cause: its message repeats the arguments, which may be secret.
            throw new InputException("the classifier's command " + name() + " cannot be run\n"
                    + "must be a list of a program on the PATH and its arguments");
        }
    }

    /** Whether the line was the answer for a row that was asked about and has none. */
    private boolean hear(String line) {
        var answer = AdviceLines.answer(line, Scorer.TASKS).filter(it -> isFirst(it.row()));
        answer.ifPresent(it -> {
            opinions.add(it.row(), it.opinion());
            synchronized (heard) {
                heard.add(it);
            }
        });
        return answer.isPresent();
    }

    private boolean isFirst(long row) {
        if (row < 1 || row > Integer.MAX_VALUE) return false;
        synchronized (awaited) {
            var is = awaited.get((int) row);
            awaited.clear((int) row);
            return is;
        }
    }

    private void pause() {
        if (stopping.getAsBoolean()) throw new StoppedException();
        keep(ROWS_PER_TRANSACTION);
    }

    /** Writes down what was answered, where it is this much at least. */
    private void keep(int least) {
        List<AdviceLines.Advice> some;
        synchronized (heard) {
            if (heard.size() < least) return;
            some = List.copyOf(heard);
            heard.clear();
        }
        store.inTransaction(() -> some.forEach(it -> remembered.add(waiting.get(it.row()), it.opinion(), now)));
        some.forEach(it -> waiting.remove(it.row()));
    }

    private void conclude(LineProgram.End end) {
        var missing = new ArrayList<>(waiting.keySet());
        var trouble = end.trouble().isEmpty() ? "" : ": " + end.trouble();
        if (!missing.isEmpty()) {
            warn.accept(
                    "the classifier's command " + name() + " gave no usable answer for " + Plural.rows(missing.size())
                            + ", the first is row " + missing.get(0)
                            + "; the built-in classifier judges them" + trouble);
        } else if (!trouble.isEmpty()) {
            warn.accept("the classifier's command " + name() + " answered for every row, but" + trouble.substring(1));
        }
    }

    private String name() {
        return spec.judging().adviser().command().get(0);
    }
}
