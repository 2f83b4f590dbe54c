package route.provider;

import route.domain.Outcome;

/** One line of a result file: whose it is, and what came of it. */
public record ResultLine(String customId, Outcome outcome) {}
