package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;

/**
 * Decides what a row comes to: an answer, or a refusal. A few rows are troubled, the same ones for the same seed: nine
 * in ten of them fail when they are sent the first, third, fifth time and are answered when sent again; the others
 * never pass. Markers in the prompt ask for it: {@code [[sandbox:error]]} always fails, {@code [[sandbox:retry]]}
 * fails every other time.
 */
final class Oracle {
    static final String ERROR = "[[sandbox:error]]";
    static final String RETRY = "[[sandbox:retry]]";

    /** Stands where nothing was answered. */
    static final Answer SILENCE = new Answer(Answer.Stop.REFUSED, "", "", 0, 0, 0, 0);

    private final Speech speech;
    private final double errorRate;

    Oracle(Speech speech, double errorRate) {
        this.speech = speech;
        this.errorRate = errorRate;
    }

    /** What became of a row: one or the other. */
    record Verdict(Refusal refusal, Answer answer, boolean isAnswered, boolean isTroubled) {
        private static final Refusal NO_REFUSAL = Refusal.invalid("");

        static Verdict answered(Answer answer, boolean troubled) {
            return new Verdict(NO_REFUSAL, answer, true, troubled);
        }

        static Verdict refused(Refusal refusal, boolean troubled) {
            return new Verdict(refusal, SILENCE, false, troubled);
        }

        <T> T fold(Function<Answer, T> answered, Function<Refusal, T> refused) {
            return isAnswered ? answered.apply(answer) : refused.apply(refusal);
        }
    }

    /**
     * @param seen how often a troubled request was seen before, by its digest; an odd number lets it pass
     */
    Verdict judge(JsonNode request, String endpoint, String version, Digest digest, Map<String, Integer> seen) {
        var fault = speech.fault(request, version);
        if (fault.isPresent()) return Verdict.refused(fault.get(), false);
        var question = speech.question(request, endpoint);
        if (question.says(ERROR)) {
            return Verdict.refused(speech.unfit("the prompt asks the sandbox for an error"), false);
        }
        var troubled = question.says(RETRY) || digest.chance() < errorRate;
        if (troubled && digest.dice(10, 3) == 0 && !question.says(RETRY)) {
            return Verdict.refused(speech.unfit("this row is one of the few the sandbox never takes"), false);
        }
        if (troubled && seen.getOrDefault(digest.hex(), 0) % 2 == 0) {
            return Verdict.refused(speech.busy(digest), true);
        }
        return Verdict.answered(Author.answer(question, digest), troubled);
    }

    /** The line of a result file that says so. */
    JsonNode line(Verdict verdict, Slip slip) {
        return verdict.fold(answer -> speech.answered(answer, slip), refusal -> speech.refused(refusal, slip));
    }
}
