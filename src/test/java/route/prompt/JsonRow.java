package route.prompt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.Fields;

/** A JSONL row for tests, its values as they stand in the line. */
record JsonRow(Map<String, String> members) implements Fields {

    static JsonRow of(String line) {
        try {
            return new JsonRow(JsonText.members(line, "line"));
        } catch (UnusableException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    @Override
    public Optional<String> text(String name) {
        return json(name).map(JsonRow::plain);
    }

    @Override
    public Optional<String> json(String name) {
        return Optional.ofNullable(members.get(name));
    }

    private static String plain(String json) {
        try {
            return JsonText.isText(json) ? JsonText.unquoted(json, "value") : json;
        } catch (UnusableException e) {
            throw new AssertionError(e);
        }
    }
}
