package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Decides what a row comes to: an answer, or a refusal. A few rows are troubled, the same ones for the same seed: nine
 * in ten of them fail when they are sent the first, third, fifth time and are answered when sent again; the others
 * never pass. Markers in the prompt ask for it: {@code [[sandbox:error]]} always fails, {@code [[sandbox:retry]]}
 * fails every other time.
 */
final class Oracle {
    static final String ERROR = "[[sandbox:error]]";
    static final String RETRY = "[[sandbox:retry]]";

    private final Speech speech;
    private final double errorRate;

    Oracle(Speech speech, double errorRate) {
        this.speech = speech;
        this.errorRate = errorRate;
    }

    /**
     * Judges one request.
     *
     * @param seen how often a troubled request was seen before, by its digest; an odd number lets it pass
     */
    Upshot judge(JsonNode request, String endpoint, String version, Digest digest, Map<String, Integer> seen) {
        var fault = speech.fault(request, version);
        if (fault.isPresent()) return new Upshot.Refused(fault.get(), false);
        var question = speech.question(request, endpoint);
        if (question.says(ERROR)) {
            return new Upshot.Refused(speech.unfit("the prompt asks the sandbox for an error"), false);
        }
        var troubled = question.says(RETRY) || digest.chance() < errorRate;
        if (troubled && digest.dice(10, 3) == 0 && !question.says(RETRY)) {
            return new Upshot.Refused(speech.unfit("this row is one of the few the sandbox never takes"), false);
        }
        if (troubled && seen.getOrDefault(digest.hex(), 0) % 2 == 0) {
            return new Upshot.Refused(speech.busy(digest), true);
        }
        return new Upshot.Answered(Author.answer(question, digest), troubled);
    }

    /** The line of a result file that says so. */
    JsonNode line(Upshot upshot, Slip slip) {
        return upshot.fold(answer -> speech.answered(answer, slip), refusal -> speech.refused(refusal, slip));
    }
}
