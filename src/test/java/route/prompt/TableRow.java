package route.prompt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Optional;
import route.domain.Fields;

/** A CSV row for tests: names and cells side by side. */
record TableRow(List<String> names, List<String> cells) implements Fields {

    @Override
    public Optional<String> text(String name) {
        int at = names.indexOf(name);
        return at < 0 || at >= cells.size() ? Optional.empty() : Optional.of(cells.get(at));
    }

    @Override
    public Optional<String> json(String name) {
        return text(name)
                .map(it -> '"' + new String(JsonStringEncoder.getInstance().quoteAsString(it)) + '"');
    }
}
