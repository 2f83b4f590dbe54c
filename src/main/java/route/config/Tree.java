package route.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a YAML file holds, each part with its place. */
sealed interface Tree {
    Place place();

    /** What a person would call it. */
    String kind();

    /** A single value; {@code isNull} where it is left empty or written {@code null}. */
    record Scalar(Place place, String text, boolean isNull) implements Tree {
        @Override
        public String kind() {
            return isNull ? "empty" : "'" + text + "'";
        }
    }

    record Sequence(Place place, List<Tree> items) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Names to values, in the file's order; {@code keys} says where each name stands. */
    record Mapping(Place place, Map<String, Tree> entries, Map<String, Place> keys) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
            keys = Map.copyOf(keys);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }
}
