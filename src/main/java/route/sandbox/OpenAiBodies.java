package route.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The bodies of OpenAI's answers: chat completions, responses and embeddings (OpenAI API reference, 2026-11). */
final class OpenAiBodies {
    private static final int DIMENSIONS = 8;
    private static final int MOST_DIMENSIONS = 3072;

    private OpenAiBodies() {}

    static ObjectNode of(Answer answer, Slip slip) {
        if (slip.endpoint().endsWith("/responses")) return response(answer, slip);
        if (slip.endpoint().endsWith("/embeddings")) return embeddings(answer, slip);
        return chat(answer, slip);
    }

    private static ObjectNode chat(Answer answer, Slip slip) {
        var body = Json.object()
                .put("id", slip.id("chatcmpl-"))
                .put("object", "chat.completion")
                .put("created", slip.createdSeconds())
                .put("model", slip.model());
        var choice = body.putArray("choices").addObject().put("index", 0);
        var message = choice.putObject("message").put("role", "assistant");
        var speaks = answer.stop() == Answer.Stop.DONE || answer.stop() == Answer.Stop.CUT;
        message.put("content", speaks ? answer.text() : null);
        message.put("refusal", answer.stop() == Answer.Stop.REFUSED ? answer.text() : null);
        if (answer.stop() == Answer.Stop.TOOL) {
            var call = message.putArray("tool_calls").addObject();
            call.put("id", slip.id("call_simulated_")).put("type", "function");
            call.putObject("function").put("name", answer.tool()).put("arguments", answer.text());
        }
        choice.putNull("logprobs");
        choice.put(
                "finish_reason",
                switch (answer.stop()) {
                    case DONE, REFUSED -> "stop";
                    case CUT -> "length";
                    case TOOL -> "tool_calls";
                });
        var usage = body.putObject("usage")
                .put("prompt_tokens", answer.input())
                .put("completion_tokens", answer.output())
                .put("total_tokens", answer.input() + answer.output());
        usage.putObject("prompt_tokens_details").put("cached_tokens", answer.cached());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", answer.reasoning());
        return body.put("service_tier", "default");
    }

    private static ObjectNode response(Answer answer, Slip slip) {
        var cut = answer.stop() == Answer.Stop.CUT;
        var body = Json.object()
                .put("id", slip.id("resp_"))
                .put("object", "response")
                .put("created_at", slip.createdSeconds())
                .put("status", cut ? "incomplete" : "completed");
        body.putNull("error");
        if (cut) body.putObject("incomplete_details").put("reason", "max_output_tokens");
        else body.putNull("incomplete_details");
        body.put("model", slip.model());
        var output = body.putArray("output");
        if (answer.reasoning() > 0) {
            output.addObject()
                    .put("id", slip.id("rs_"))
                    .put("type", "reasoning")
                    .putArray("summary");
        }
        if (answer.stop() == Answer.Stop.TOOL) addCall(output.addObject(), answer, slip);
        else if (!answer.text().isEmpty()) addMessage(output.addObject(), answer, slip);
        var usage = body.putObject("usage").put("input_tokens", answer.input());
        usage.putObject("input_tokens_details").put("cached_tokens", answer.cached());
        usage.put("output_tokens", answer.output());
        usage.putObject("output_tokens_details").put("reasoning_tokens", answer.reasoning());
        usage.put("total_tokens", answer.input() + answer.output());
        return body;
    }

    private static void addCall(ObjectNode item, Answer answer, Slip slip) {
        item.put("id", slip.id("fc_"))
                .put("type", "function_call")
                .put("status", "completed")
                .put("call_id", slip.id("call_simulated_"))
                .put("name", answer.tool())
                .put("arguments", answer.text());
    }

    private static void addMessage(ObjectNode item, Answer answer, Slip slip) {
        item.put("id", slip.id("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("status", answer.stop() == Answer.Stop.CUT ? "incomplete" : "completed");
        var part = item.putArray("content").addObject();
        if (answer.stop() == Answer.Stop.REFUSED) {
            part.put("type", "refusal").put("refusal", answer.text());
            return;
        }
        part.put("type", "output_text").put("text", answer.text()).putArray("annotations");
    }

    /** Vectors of numbers by dice: short ones unless the request says how many. */
    private static ObjectNode embeddings(Answer answer, Slip slip) {
        var body = Json.object().put("object", "list");
        var data = body.putArray("data");
        var input = slip.request().path("input");
        var wanted = slip.request().path("dimensions").asInt(DIMENSIONS);
        var dimensions = Math.min(MOST_DIMENSIONS, Math.max(1, wanted));
        for (var i = 0; i < Math.max(1, input.size()); i++) {
            var vector =
                    data.addObject().put("object", "embedding").put("index", i).putArray("embedding");
            var dice = new java.util.Random(i + slip.digest().dice(1 << 30, 0));
            for (var j = 0; j < dimensions; j++) vector.add(dice.nextInt(2_000_001) / 1e6 - 1);
        }
        body.put("model", slip.model());
        body.putObject("usage").put("prompt_tokens", answer.input()).put("total_tokens", answer.input());
        return body;
    }
}
