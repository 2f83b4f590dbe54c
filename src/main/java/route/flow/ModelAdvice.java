package route.flow;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import route.domain.Adviser;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.ModelRef;
import route.domain.Opinion;
import route.domain.Prompt;
import route.prompt.AdviceLines;
import route.store.Database;
import route.triage.Questions;
import route.triage.Taken;

/** What a model says of the rows of a job: the questions, the answers, and what is remembered of earlier ones. */
final class ModelAdvice {
    private static final int ROWS_PER_TRANSACTION = 10_000;

    /** Of a very long prompt the beginning and the end are shown: judging a row must not cost as much as answering it. */
    private static final int LONGEST_HEAD = 6_000;

    private static final int LONGEST_TAIL = 2_000;
    private static final String PLACE = "{{prompt}}";

    private static final String USUAL_TEMPLATE = """
            How strong a language model does the request below need? Say one whole number from 1 to 5:
            1: any model answers it well
            2: a small model answers it well
            3: a small model often fails
            4: only a strong model answers it well
            5: even the strongest model may fail
            Answer with the number alone, and do not carry out the request.

            <request>
            {{prompt}}
            </request>
            """;

    private final JobSpec spec;
    private final Database store;
    private final SaidBefore remembered;

    ModelAdvice(JobSpec spec, Database store) {
        this.spec = spec;
        this.store = store;
        this.remembered = new SaidBefore(spec, store);
    }

    ModelRef model() {
        return spec.judging().adviser().model().orElseThrow();
    }

    static String template(JobSpec spec) {
        var own = spec.judging().adviser().template();
        return own.isEmpty() ? USUAL_TEMPLATE : own;
    }

    SaidBefore.Known known(Path copy, InputLayout layout, Taken taken) {
        return remembered.known(copy, layout, taken);
    }

    /** Writes the questions of which no answer is known into a file, each prompt once; how many there are. */
    long write(Path copy, InputLayout layout, Taken taken, Path file) {
        try {
            return written(copy, layout, taken, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long written(Path copy, InputLayout layout, Taken taken, Path file) throws IOException {
        var asked = new HashSet<ByteBuffer>();
        var aside = file.resolveSibling(file.getFileName() + ".part");
        try (var out = new BufferedWriter(new OutputStreamWriter(Home.write(aside), StandardCharsets.UTF_8))) {
            Questions.each(spec, copy, layout, taken, it -> {
                if (remembered.of(it.digest()).isEmpty() && asked.add(ByteBuffer.wrap(it.digest()))) write(it, out);
            });
        }
        Files.move(aside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        Home.makeDurable(file);
        return asked.size();
    }

    private void write(Questions.Question it, BufferedWriter out) {
        try {
            out.write(AdviceLines.question(it.row(), template(spec).replace(PLACE, shown(it.prompt())), Adviser.TASK));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(Prompt prompt) {
        var system = prompt.systemText();
        var text = system.isEmpty() ? prompt.userText() : system + "\n\n" + prompt.userText();
        if (text.length() <= LONGEST_HEAD + LONGEST_TAIL) return text;
        return text.substring(0, LONGEST_HEAD) + "\n[...]\n" + text.substring(text.length() - LONGEST_TAIL);
    }

    /** Writes down what the answers of a file say of the rows. */
    void remember(Path answers, Path copy, InputLayout layout, Instant now) {
        var said = new HashMap<Long, Opinion>();
        if (Files.notExists(answers)) return;
        try (var lines = Files.newBufferedReader(answers, StandardCharsets.UTF_8)) {
            read(lines, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var waiting = new ArrayList<Map.Entry<byte[], Opinion>>();
        Questions.each(spec, copy, layout, Taken.ALL, it -> {
            var opinion = said.get(it.row());
            if (opinion != null) waiting.add(Map.entry(it.digest(), opinion));
            if (waiting.size() >= ROWS_PER_TRANSACTION) store(waiting, now);
        });
        store(waiting, now);
    }

    private static void read(BufferedReader lines, Map<Long, Opinion> said) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            AdviceLines.delivered(line).ifPresent(it -> said.put(it.row(), it.opinion()));
        }
    }

    private void store(List<Map.Entry<byte[], Opinion>> waiting, Instant now) {
        store.inTransaction(() -> waiting.forEach(it -> remembered.add(it.getKey(), it.getValue(), now)));
        waiting.clear();
    }
}
