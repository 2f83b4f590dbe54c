package route.flow;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Message;
import route.domain.Pins;
import route.domain.Prepared;
import route.domain.Prompt;
import route.prompt.PromptBuilder;
import route.tabular.RowReader;

/** The rows of an input about which an adviser can be asked, each with the digest of its prompt. */
final class Questions {
    private static final int DIGEST_BYTES = 16;

    private Questions() {}

    /**
     * A row that can be asked about.
     *
     * @param digest of the prompt: equal ones get one answer
     */
    record Question(long row, Pins pins, Prompt prompt, byte[] digest) {}

    /**
     * Every one in the order of the input; rows that cannot be used, or that the job does not take, are left out. So is what names its own tier or model, where a model is asked: nobody is paid for judging it.
     */
    static void each(JobSpec spec, Path copy, InputLayout layout, Taken taken, Consumer<Question> sink) {
        var isPaid = spec.judging().adviser().model().isPresent();
        var prompts = new PromptBuilder(spec.ask(), layout.header());
        try (var reader = RowReader.open(copy, layout)) {
            for (var raw = reader.next(); raw.isPresent(); raw = reader.next()) {
                var row = raw.get().parse();
                if (row.number() > Math.min(taken.last(), spec.selection().last())) return;
                if (!taken.has(row.number())) continue;
                if (!row.readable() || !(prompts.prepare(row.fields()) instanceof Prepared.Ready ready)) continue;
                var pins = ready.pins();
                if (isPaid && !(pins.tier().isEmpty() && pins.model().isEmpty())) continue;
                sink.accept(new Question(row.number(), pins, ready.prompt(), digest(ready.prompt())));
            }
        }
    }

    /** Equal prompts have equal ones. */
    static byte[] digest(Prompt prompt) {
        var digest = ShardFile.sha256();
        for (Message message : prompt.messages()) {
            digest.update(message.role().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(message.text().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return Arrays.copyOf(digest.digest(), DIGEST_BYTES);
    }
}
