package route.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Opinion;
import route.domain.Sha256;
import route.store.Database;
import route.triage.Opinions;
import route.triage.Questions;
import route.triage.Taken;

/** What the adviser of a job said of prompts earlier, in this job or another. */
final class SaidBefore {
    private static final long LARGEST_SCRIPT = 1 << 20;

    private final Database store;
    private final JobSpec spec;
    private final String version;

    /** @param spec one that has an adviser */
    SaidBefore(JobSpec spec, Database store) {
        this.spec = spec;
        this.store = store;
        var adviser = spec.judging().adviser();
        this.version = adviser.model().isPresent() ? ofModel() : ofCommand(adviser.command());
    }

    /** The adviser, as a person knows it: without a command's arguments, which may be secret. */
    String name() {
        var adviser = spec.judging().adviser();
        return adviser.model()
                .map(it -> it.toString())
                .orElseGet(() -> "the command " + adviser.command().get(0));
    }

    /** @param digest of the prompt */
    Optional<Opinion> of(byte[] digest) {
        return store.decisions().find(version, digest);
    }

    void add(byte[] digest, Opinion opinion, Instant now) {
        store.decisions().add(version, digest, opinion, now);
    }

    /**
     * What is known of rows.
     *
     * @param unknown how many rows nobody answered for
     * @param kept how many rows more may not be shown to the model that would be asked
     */
    record Known(Opinions opinions, long unknown, long kept) {}

    Known known(Path copy, InputLayout layout, Taken taken) {
        var opinions = new Opinions();
        var unknown = new long[1];
        var kept = Questions.each(spec, copy, layout, taken, it -> {
            var opinion = of(it.digest());
            opinion.ifPresent(said -> opinions.add(it.row(), said));
            if (opinion.isEmpty()) unknown[0]++;
        });
        return new Known(opinions, unknown[0], kept);
    }

    /** Simulated answers are never remembered as real ones. */
    private String ofModel() {
        var digest = Sha256.begin();
        var model = spec.judging().adviser().model().orElseThrow();
        for (var part : List.of(model.toString(), ModelAdvice.template(spec), spec.sandbox() ? "sandbox" : "")) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /** Names the command with the files among its words, as they are now: a changed script is asked anew. */
    private static String ofCommand(List<String> command) {
        var digest = Sha256.begin();
        for (var word : command) {
            digest.update(word.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            try {
                var file = Path.of(word);
                if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_SCRIPT) {
                    digest.update(Files.readAllBytes(file));
                }
            } catch (IOException | InvalidPathException noFile) {
                // What is no file that can be read is named by its word alone.
                continue;
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
