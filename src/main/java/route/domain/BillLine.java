package route.domain;

import java.util.Map;

/**
 * A line of the bill.
 *
 * @param group dimension to value, in the order asked for: model, tier, provider, job, task, tag, day
 * @param rows rows answered and billed
 * @param cost charged
 * @param baseline the same rows on the flagship in real time
 */
public record BillLine(Map<String, String> group, long rows, Usage usage, Money cost, Money baseline) {}
