package route.wire;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a call carries. Files are streamed from disk, never held in memory. */
public sealed interface Body {

    /** Nothing. */
    record Empty() implements Body {}

    /** A JSON text. */
    record Json(String text) implements Body {}

    /** A file that is a JSON text. */
    record JsonFile(Path file) implements Body {}

    /** The bytes of a file as they are, of a media type such as {@code application/jsonl}. */
    record RawFile(Path file, String type) implements Body {}

    /**
     * A JSON text that is made of a part of a file and what stands before and after it.
     *
     * @param start of the part, in bytes
     * @param length of the part, in bytes
     */
    record JsonPart(String head, Path file, long start, long length, String tail) implements Body {}

    /** A multipart form: text fields in order, then one file under the field {@code file}. */
    record Form(Map<String, String> fields, String fileName, Path file) implements Body {
        public Form {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
