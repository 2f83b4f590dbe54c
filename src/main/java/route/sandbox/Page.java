package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A piece of a list. */
record Page<T>(List<T> items, boolean hasMore) {

    /** The items that follow the one a query parameter names, from the start where it names none. */
    static <T> Page<T> after(Visit visit, String cursor, List<T> all, Function<T, String> id, int otherwise, int most) {
        var limit = visit.query("limit", otherwise, 1, most);
        var from = visit.query(cursor).map(it -> place(all, id, cursor, it) + 1).orElse(0);
        var to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(from, to), to < all.size());
    }

    /** The items that stand right before the one a query parameter names. */
    static <T> Page<T> before(
            Visit visit, String cursor, List<T> all, Function<T, String> id, int otherwise, int most) {
        var limit = visit.query("limit", otherwise, 1, most);
        var to = visit.query(cursor).map(it -> place(all, id, cursor, it)).orElse(all.size());
        var from = Math.max(0, to - limit);
        return new Page<>(all.subList(from, to), from > 0);
    }

    private static <T> int place(List<T> all, Function<T, String> id, String cursor, String wanted) {
        return IntStream.range(0, all.size())
                .filter(it -> id.apply(all.get(it)).equals(wanted))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("invalid_value", cursor, "Nothing is known by " + cursor)
                        .asCall());
    }

    /** Adds what both providers say at the end of a list. */
    ObjectNode close(ObjectNode list, Function<T, String> id) {
        list.put("first_id", items.isEmpty() ? null : id.apply(items.get(0)));
        list.put("last_id", items.isEmpty() ? null : id.apply(items.get(items.size() - 1)));
        return list.put("has_more", hasMore);
    }
}
