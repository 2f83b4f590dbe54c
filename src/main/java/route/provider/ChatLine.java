package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import route.domain.Money;
import route.domain.Usage;

/** Reads result lines that have OpenAI's form at providers that count tokens or charge in a way of their own. */
final class ChatLine {

    private ChatLine() {}

    /**
     * Reads one line.
     *
     * @param counts reads the usage object of a chat completion
     * @param cost reads what the provider charged from the same
     */
    static ResultLine read(String line, Function<JsonNode, Usage> counts, Function<JsonNode, Optional<Money>> cost) {
        var tree = Json.read(line);
        var status = tree.at("/response/status_code").asInt(0);
        if (status < 200 || status > 299) return OpenAiAnswer.read(line);
        var body = tree.at("/response/body");
        var chat = body.isTextual() ? Json.read(body.asText()) : body;
        var usage = chat.path("usage");
        var outcome = ChatUsage.counted(OpenAiAnswer.answer(chat), counts.apply(usage), cost.apply(usage));
        return new ResultLine(Json.string(tree.path("custom_id")), outcome);
    }
}
