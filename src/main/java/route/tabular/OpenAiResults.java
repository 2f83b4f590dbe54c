package route.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import route.domain.Finish;
import route.domain.RowResult;
import route.domain.RowStatus;
import route.domain.Usage;

/**
 * Result lines as the OpenAI Batch API writes them (Batch guide, output file): each with the user's id or, where a row
 * has none, its number. An accepted row has a {@code chat.completion}, any other an error. What only OpenAI could know
 * (request id, time of creation) is made from the row's number or 0.
 */
final class OpenAiResults implements ResultWriter {

    private static final JsonFactory JSON = new JsonFactory()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

    private final BufferedOutputStream out;

    OpenAiResults(BufferedOutputStream out) {
        this.out = out;
    }

    @Override
    public OpenAiResults beside(OutputStream elsewhere) {
        return new OpenAiResults(new BufferedOutputStream(elsewhere, BUFFER_BYTES));
    }

    @Override
    public void write(RawRow row, RowResult result, String userId) {
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", "batch_req_" + row.number());
            json.writeStringField("custom_id", userId.isEmpty() ? Long.toString(row.number()) : Utf8.encodable(userId));
            if (result.status() == RowStatus.ACCEPTED) {
                writeResponse(json, row, result);
                json.writeNullField("error");
            } else {
                json.writeNullField("response");
                json.writeObjectFieldStart("error");
                json.writeStringField("code", result.status().label());
                json.writeStringField("message", Utf8.encodable(result.error()));
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeResponse(JsonGenerator json, RawRow row, RowResult result) throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status_code", 200);
        json.writeStringField("request_id", "route-" + row.number());
        json.writeObjectFieldStart("body");
        json.writeStringField("id", "chatcmpl-route-" + row.number());
        json.writeStringField("object", "chat.completion");
        json.writeNumberField("created", 0);
        json.writeStringField("model", result.model());
        writeChoice(json, result);
        writeUsage(json, result.usage());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeChoice(JsonGenerator json, RowResult result) throws IOException {
        json.writeArrayFieldStart("choices");
        json.writeStartObject();
        json.writeNumberField("index", 0);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        if (result.finish() == Finish.TOOL_CALLS && isArray(result.response())) {
            json.writeNullField("content");
            json.writeFieldName("tool_calls");
            json.writeRawValue(result.response());
        } else {
            json.writeStringField("content", Utf8.encodable(result.response()));
        }
        json.writeNullField("refusal");
        json.writeEndObject();
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", finishReason(result.finish()));
        json.writeEndObject();
        json.writeEndArray();
    }

    /** Whether a text is one JSON array, so that it may stand in the line as it is. */
    private static boolean isArray(String text) {
        var object = "{\"it\":" + text + "}";
        var row = new RawRow(0, 0, 0, object.getBytes(UTF_8), RawRow.UNSEEN, new JsonlForm());
        return text.startsWith("[")
                && !text.contains("\n")
                && row.parse().fields().names().equals(List.of("it"));
    }

    private static String finishReason(Finish finish) {
        return switch (finish) {
            case STOP, REFUSAL, OTHER -> "stop";
            case LENGTH, TOOL_CALLS, CONTENT_FILTER -> finish.name().toLowerCase(Locale.ROOT);
        };
    }

    private static void writeUsage(JsonGenerator json, Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.input());
        json.writeNumberField("completion_tokens", usage.output());
        json.writeNumberField("total_tokens", usage.input() + usage.output());
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", usage.cachedInput());
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", usage.reasoning());
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void finish() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
