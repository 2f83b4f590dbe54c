package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out, row by row while a batch is taken in, what each row and the whole come to. */
final class Assay {
    private final Speech speech;
    private final Oracle oracle;
    private final String endpoint;
    private final String version;
    private final long seed;
    private final long createdSeconds;
    private final Map<String, Integer> history;
    private final OutputStream results;
    private final Map<String, Integer> sightings = new HashMap<>();
    private final Set<String> models = new LinkedHashSet<>();
    private Tally tally = Tally.NONE;
    private long rows;

    /**
     * @param history how often troubled requests were seen in earlier batches
     * @param results takes each row's {@link KeptLine}
     */
    Assay(AcceptedBatch draft, Map<String, Integer> history, OutputStream results) {
        this.results = results;
        this.speech = Speech.of(draft.dialect());
        this.oracle = new Oracle(speech, draft.errorRate());
        this.endpoint = draft.endpoint();
        this.version = draft.version();
        this.seed = draft.seed();
        this.createdSeconds = draft.createdMicros() / 1_000_000;
        this.history = history;
    }

    void add(JsonNode line) throws IOException {
        var slip = Slip.of(line, speech.request(line), endpoint, seed, createdSeconds);
        var upshot = oracle.judge(slip.request(), endpoint, version, slip.digest(), history);
        var kept = KeptLine.of(upshot, slip.digest(), Json.line(oracle.line(upshot, slip)));
        kept.writeTo(results);
        tally = tally.with(kept);
        if (upshot.isTroubled()) sightings.put(slip.digest().hex(), upshot.fold(answer -> 1, refusal -> 0));
        models.add(slip.model());
        rows++;
    }

    long rows() {
        return rows;
    }

    Tally tally() {
        return tally;
    }

    Map<String, Integer> sightings() {
        return sightings;
    }

    List<String> models() {
        return new ArrayList<>(models);
    }
}
