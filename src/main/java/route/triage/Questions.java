package route.triage;

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
import route.domain.Sha256;
import route.prompt.PromptBuilder;
import route.tabular.RowReader;

/** The rows of an input about which an adviser can be asked, each with the digest of its prompt. */
public final class Questions {
    private static final int DIGEST_BYTES = 16;

    private Questions() {}

    /**
     * A row that can be asked about.
     *
     * @param digest of the prompt: equal ones get one answer
     */
    public record Question(long row, Pins pins, Prompt prompt, byte[] digest) {}

    /**
     * Every one in the order of the input; rows that cannot be used, or that the job does not take, are left out. So is,
     * where a model is asked, what names its own tier or model or has a tier by a rule: nobody is paid for judging it.
     *
     * @return how many rows are left out because a rule keeps them in a region where the model is not
     */
    public static long each(JobSpec spec, Path copy, InputLayout layout, Taken taken, Consumer<Question> sink) {
        var prompts = new PromptBuilder(spec.ask(), layout.header());
        var borders = spec.judging().adviser().model().map(it -> new Borders(spec));
        var last = Math.min(taken.last(), spec.selection().last());
        var kept = 0L;
        try (var reader = RowReader.open(copy, layout)) {
            for (var raw = reader.next(); raw.isPresent(); raw = reader.next()) {
                var row = raw.get().parse();
                if (row.number() > last) return kept;
                if (!taken.has(row.number()) || !row.readable()) continue;
                if (!(prompts.prepare(row.fields()) instanceof Prepared.Ready ready)) continue;
                var pins = ready.pins();
                var prompt = ready.prompt();
                if (borders.isPresent() && borders.get().isDecided(prompt, pins, row.fields())) continue;
                if (borders.isPresent() && borders.get().keeps(prompt, pins, row.fields())) kept++;
                else sink.accept(new Question(row.number(), pins, prompt, digest(prompt)));
            }
            return kept;
        }
    }

    /** What a prompt is known by when it is asked about again, 16 bytes: equal prompts have equal ones. */
    public static byte[] digest(Prompt prompt) {
        var digest = Sha256.begin();
        for (Message message : prompt.messages()) {
            digest.update(message.role().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(message.text().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return Arrays.copyOf(digest.digest(), DIGEST_BYTES);
    }
}
