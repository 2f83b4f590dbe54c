package route.domain;

import java.util.List;

/**
 * Cost against quality.
 *
 * @param findings where a dearer model was not needed and where a cheaper one failed, a sentence each
 * @param rated how many answers were rated in all
 */
public record QualityView(List<QualityLine> lines, List<String> findings, long rated) {
    public QualityView {
        lines = List.copyOf(lines);
        findings = List.copyOf(findings);
    }
}
