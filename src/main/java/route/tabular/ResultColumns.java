package route.tabular;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import route.domain.RowResult;

/** The eleven columns that a table gains, in their order. */
final class ResultColumns {

    private static final List<String> NAMES = Stream.of(
                    "response",
                    "status",
                    "tier",
                    "model",
                    "score",
                    "task",
                    "attempts",
                    "input_tokens",
                    "output_tokens",
                    "cost_usd",
                    "error")
            .map(it -> "route_" + it)
            .toList();

    private ResultColumns() {}

    /**
     * The names to use beside those of the input. Where the input has one of them, as a merged file that is routed again
     * does, all get the same suffix {@code _2}, or {@code _3} and so on, until none is taken.
     */
    static List<String> beside(Collection<String> taken) {
        var names = NAMES;
        for (int i = 2; names.stream().anyMatch(Set.copyOf(taken)::contains); i++) {
            var suffix = "_" + i;
            names = NAMES.stream().map(it -> it + suffix).toList();
        }
        return names;
    }

    /** A single name beside others, by the same rule. */
    static String beside(String wanted, Collection<String> taken) {
        var name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** The cells; a score of a row that was never classified is empty. */
    static List<String> cells(RowResult it) {
        return List.of(
                it.response(),
                it.status().label(),
                it.tier(),
                it.model(),
                it.score() == 0 ? "" : Integer.toString(it.score()),
                it.task(),
                Integer.toString(it.attempts()),
                Long.toString(it.usage().input()),
                Long.toString(it.usage().output()),
                it.cost().toDollars(),
                it.error());
    }
}
