package route.triage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import route.domain.Decision;

/**
 * One row of {@code route classify}.
 *
 * @param id the user's id of the row; empty for none
 * @param inputTokens for the tier's first candidate
 * @param weighed what added up to the hardness, strongest first; what weighs less than half a thousandth is left out
 */
public record Classified(long row, long line, String id, Decision decision, long inputTokens, List<Weighed> weighed) {
    /** What moves the hardness by less is not worth a line. */
    private static final double LEAST_SHOWN = 0.0005;

    public Classified {
        weighed = List.copyOf(weighed);
    }

    /** What is shown of a row that was looked at with reasons. */
    public static Classified of(Triage.Fit fit) {
        var weighed = fit.signals().stream()
                .filter(it -> it.weight() == 0 || Math.abs(it.weight()) >= LEAST_SHOWN)
                .map(it -> new Weighed(
                        it.name(), BigDecimal.valueOf(it.weight()).setScale(4, RoundingMode.HALF_UP), it.evidence()))
                .toList();
        return new Classified(
                fit.row().number(), fit.row().line(), fit.pins().id(), fit.decision(), fit.inputTokens(), weighed);
    }

    /**
     * One thing that moved the hardness.
     *
     * @param weight what it added, below 0 where it took away, with four decimals; the sum of all is 0.45 where the
     *     hardness is one half; 0 for a sign of sensitivity
     * @param evidence what in the prompt gave rise to it
     */
    public record Weighed(String name, BigDecimal weight, String evidence) {}
}
