package route.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import route.classify.Scorer;
import route.domain.InputException;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.prompt.AdviceLines;
import route.store.Database;
import route.tokens.TokenCounter;
import route.wire.LineProgram;

/**
 * Asks a command of the user's about every row that it was not asked about before. Rows it gives no usable answer for are
 * left to the built-in classifier, and it is said how many.
 */
final class CommandAdvice {
    private static final int ROWS_PER_TRANSACTION = 10_000;
    private static final long LARGEST_SCRIPT = 1 << 20;

    private final JobSpec spec;
    private final Database store;
    private final Instant now;
    private final Consumer<String> warn;
    private final Opinions opinions = new Opinions();
    private final List<Asked> asked = new ArrayList<>();
    private Optional<LineProgram> program = Optional.empty();
    private boolean isDeaf;

    private record Asked(long row, byte[] digest) {}

    /** @param warn takes a line for a person where rows are left without an answer */
    CommandAdvice(JobSpec spec, Database store, Instant now, Consumer<String> warn) {
        this.spec = spec;
        this.store = store;
        this.now = now;
        this.warn = warn;
    }

    Opinions on(Path copy, InputLayout layout) {
        var adviser = version(spec.judging().adviser().command());
        var counter = new TokenCounter();
        try {
            Questions.each(spec, copy, layout, it -> ask(it, adviser, counter));
            if (program.isPresent()) conclude(program.get().finish(), adviser);
        } finally {
            program.ifPresent(LineProgram::close);
        }
        return opinions;
    }

    private void ask(Questions.Question it, String adviser, TokenCounter counter) {
        var known = store.decisions().find(adviser, it.digest());
        if (known.isPresent()) {
            opinions.add(it.row(), known.get());
            return;
        }
        asked.add(new Asked(it.row(), it.digest()));
        if (isDeaf) return;
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
                    + "it is a list of a program on the PATH and its arguments");
        }
    }

    private void hear(String line) {
        AdviceLines.answer(line, Scorer.TASKS)
                .filter(it -> isAsked(it.row()))
                .ifPresent(it -> opinions.add(it.row(), it.opinion()));
    }

    /** Whether the number can be that of a row at all; an answer for a row nobody asked about changes nothing. */
    private static boolean isAsked(long row) {
        return row >= 1 && row < Integer.MAX_VALUE / 2;
    }

    private void conclude(LineProgram.End end, String adviser) {
        var missing = new ArrayList<Long>();
        for (int from = 0; from < asked.size(); from += ROWS_PER_TRANSACTION) {
            var some = asked.subList(from, Math.min(asked.size(), from + ROWS_PER_TRANSACTION));
            store.inTransaction(() -> some.forEach(it -> opinions.of(it.row())
                    .ifPresentOrElse(
                            opinion -> store.decisions().add(adviser, it.digest(), opinion, now),
                            () -> missing.add(it.row()))));
        }
        var trouble = end.trouble().isEmpty() ? "" : ": " + end.trouble();
        if (!missing.isEmpty()) {
            warn.accept("the classifier's command " + name() + " gave no usable answer for " + missing.size()
                    + (missing.size() == 1 ? " row" : " rows") + ", the first is row " + missing.get(0)
                    + "; the built-in classifier judges them" + trouble);
        } else if (!trouble.isEmpty()) {
            warn.accept("the classifier's command " + name() + " answered for every row, but" + trouble.substring(1));
        }
    }

    private String name() {
        return spec.judging().adviser().command().get(0);
    }

    /** Names the command with the files among its words, as they are now: a changed script is asked anew. */
    private static String version(List<String> command) {
        var digest = ShardFile.sha256();
        for (var word : command) {
            digest.update(word.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            try {
                var file = Path.of(word);
                if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_SCRIPT) {
                    digest.update(Files.readAllBytes(file));
                }
            } catch (IOException | java.nio.file.InvalidPathException noFile) {
                // What is no file that can be read is named by its word alone.
                continue;
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
