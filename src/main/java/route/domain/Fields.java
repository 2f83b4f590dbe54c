package route.domain;

import java.util.List;
import java.util.Optional;

/** The named values of one input row, whether they came from CSV cells or a JSON object. */
public interface Fields {

    /** The names in the order of the input; a CSV header's names, a JSON object's keys. */
    List<String> names();

    /** The value as text: a CSV cell as it is, a JSON string unescaped, any other JSON value as JSON text. */
    Optional<String> text(String name);

    /** The value as JSON text; a CSV cell becomes a JSON string. */
    Optional<String> json(String name);
}
