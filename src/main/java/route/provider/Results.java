package route.provider;

import java.util.List;
import java.util.function.Function;
import route.wire.Call;

/** How the results of an ended batch are fetched. */
public sealed interface Results {

    /** As files, in order; each answers with JSON lines. */
    record Files(List<Call> calls) implements Results {
        public Files {
            calls = List.copyOf(calls);
        }
    }

    /**
     * As JSON documents, one page after another, whose elements are the result lines.
     *
     * @param page the call for a page: the first for the empty token, then for the token that the page before gave
     * @param elements where in a document the array of results lies, as a JSON pointer such as {@code /results}
     * @param next where the next page's token lies, as a JSON pointer; none, null or empty ends it. Empty for a provider
     *     that does not page
     */
    record Pages(Function<String, Call> page, String elements, String next) implements Results {}
}
