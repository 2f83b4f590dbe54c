package route.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import route.wire.Call;
import route.wire.Reply;

/** Chat completions as most providers have them, and the lines of result files that hold them. */
final class Chat {

    private Chat() {}

    static String prompt(JsonNode body) {
        return body.path("messages").path(0).path("content").asText();
    }

    static SimRow row(String customId, String model, JsonNode body) {
        var most =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(0));
        return new SimRow(customId, model, prompt(body), most);
    }

    /** Answers in real time. */
    static Reply answer(Backroom room, Call call, Function<SimRow, ObjectNode> completion) {
        var body = Lines.read(Lines.text(call.body()));
        if (prompt(body).isEmpty()) return room.refused("no message in " + body);
        var row = room.books().answer(row("", body.path("model").asText(), body), room.now());
        return switch (row.work()) {
            case ANSWERED -> Lines.ok(completion.apply(row));
            case BUSY -> Lines.error(500, "server_error", "try again");
            case REFUSED, NONE -> Lines.error(400, "invalid_request_error", "not like this");
        };
    }

    static ObjectNode completion(SimRow row) {
        var body = Lines.object().put("object", "chat.completion").put("model", row.model());
        var choice = body.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", SimRow.answer(row.prompt()));
        body.putObject("usage")
                .put("prompt_tokens", row.usage().input())
                .put("completion_tokens", row.usage().output());
        return body;
    }

    /** A line of an output file. */
    static ObjectNode answered(SimRow row) {
        return answered(row, completion(row));
    }

    static ObjectNode answered(SimRow row, ObjectNode completion) {
        var line = line(row);
        line.putObject("response").put("status_code", 200).set("body", completion);
        line.putNull("error");
        return line;
    }

    /** A line for a row that was never worked on. */
    static ObjectNode unserved(SimRow row, String code) {
        var line = line(row);
        line.putNull("response").putObject("error").put("code", code).put("message", "not executed");
        return line;
    }

    /** A line for a row that was refused, or found the provider busy. */
    static ObjectNode failed(SimRow row) {
        var line = line(row);
        var response = line.putObject("response").put("status_code", status(row));
        response.set("body", error(row));
        line.putNull("error");
        return line;
    }

    static int status(SimRow row) {
        return row.work() == SimRow.Work.BUSY ? 429 : 400;
    }

    static ObjectNode error(SimRow row) {
        var busy = row.work() == SimRow.Work.BUSY;
        var body = Lines.object();
        body.putObject("error")
                .put("type", busy ? "rate_limit_error" : "invalid_request_error")
                .put("message", busy ? "slow down" : "not like this");
        return body;
    }

    static ObjectNode line(SimRow row) {
        return Lines.object().put("id", "batch_req_" + row.customId()).put("custom_id", row.customId());
    }

    static SimRow stranger() {
        return new SimRow("somebody-7", "model-x", "not yours", 10);
    }

    static List<SimRow> billed(SimBatch batch) {
        return batch.rows().stream().filter(SimRow::billed).toList();
    }

    static List<SimRow> unbilled(SimBatch batch) {
        var rows = new ArrayList<>(batch.rows());
        rows.removeIf(SimRow::billed);
        return rows;
    }
}
