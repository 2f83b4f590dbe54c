package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.Fields;

/** The members of one JSON object. Strings are kept unescaped, other values as their place in the row's bytes. */
final class JsonFields implements Fields {

    /** Where a value stands, from its first byte to after its last; {@code text} is a string's, unescaped. */
    private record Value(int from, int to, Optional<String> text) {
        static final Value NULL = new Value(0, 0, Optional.empty());
    }

    private final byte[] row;
    private final Map<String, Value> values = new LinkedHashMap<>();

    JsonFields(byte[] row) {
        this.row = row;
    }

    void addText(String name, String text, int from, int to) {
        values.put(name, new Value(from, to, Optional.of(text)));
    }

    void addJson(String name, int from, int to) {
        values.put(name, new Value(from, to, Optional.empty()));
    }

    void addNull(String name) {
        values.put(name, Value.NULL);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** All keys, those with the value null too. */
    @Override
    public List<String> names() {
        return Collections.unmodifiableList(new ArrayList<>(values.keySet()));
    }

    @Override
    public Optional<String> text(String name) {
        var value = values.getOrDefault(name, Value.NULL);
        return value.text().isPresent() ? value.text() : json(name);
    }

    @Override
    public Optional<String> json(String name) {
        var value = values.getOrDefault(name, Value.NULL);
        return value.to() == 0
                ? Optional.empty()
                : Optional.of(new String(row, value.from(), value.to() - value.from(), UTF_8));
    }
}
