package route.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
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

    /** A JSON text over several lines, as people read it. */
    static String indented(String json) {
        var text = new StringWriter();
        try (var in = FACTORY.createParser(json);
                var out = FACTORY.createGenerator(text)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            in.nextToken();
            out.copyCurrentStructure(in);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
        return text.toString();
    }

    /** A field with an array of texts. */
    static void texts(String name, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (var it : texts) json.writeString(it);
        json.writeEndArray();
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
