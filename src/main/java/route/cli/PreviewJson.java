package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import route.flow.Preview;

/** Requests for machines: an array with an object for each row; {@code request} is the JSON the provider would get. */
final class PreviewJson {

    private PreviewJson() {}

    static String text(List<Preview> previews) {
        return Json.array(previews, PreviewJson::write);
    }

    private static void write(Preview it, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", it.number());
        json.writeNumberField("line", it.line());
        json.writeStringField("id", it.id());
        if (it.model().isEmpty()) {
            json.writeStringField("error", it.reason());
        } else {
            json.writeStringField("tier", it.tier());
            json.writeStringField("model", it.model().get().toString());
            json.writeStringField("lane", it.lane().label());
            Json.texts("notes", it.notes(), json);
            Json.texts("empty_columns", it.blanks(), json);
            json.writeStringField("call", it.call());
            json.writeFieldName("request");
            json.writeRawValue(it.request());
        }
        json.writeEndObject();
    }
}
