package route.flow;

import route.domain.Decision;

/**
 * One row of {@code route classify}.
 *
 * @param id the user's id of the row; empty for none
 * @param inputTokens for the tier's first candidate
 */
public record Classified(long row, long line, String id, Decision decision, long inputTokens) {}
