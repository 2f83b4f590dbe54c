package route.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes JSON for machines: one compact line, fields in the order they are written. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one value. */
    @FunctionalInterface
    interface Shape<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    /** The value as one line without its end. */
    static <T> String one(T value, Shape<T> shape) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            shape.write(value, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** The values as an array on one line without its end. */
    static <T> String array(List<T> values, Shape<T> shape) {
        return one(values, (all, json) -> {
            json.writeStartArray();
            for (var value : all) {
                shape.write(value, json);
            }
            json.writeEndArray();
        });
    }
}
