package route.tabular;

import java.util.HashSet;
import java.util.List;
import route.domain.InputLayout;

/** What is doubtful about a table's column names; only the caller knows which of them matter. */
public final class HeaderNames {

    private HeaderNames() {}

    /** The names that stand more than once, in the order of their second place; {@code Fields} gives the first column. */
    public static List<String> repeated(InputLayout layout) {
        var seen = new HashSet<String>();
        return layout.header().stream().filter(it -> !seen.add(it)).distinct().toList();
    }
}
