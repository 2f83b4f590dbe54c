package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import route.domain.Money;
import route.domain.Outcome;
import route.domain.Usage;

/** Token counts and charges of chat completions at providers that count otherwise than OpenAI. */
final class ChatUsage {
    private static final int PICODOLLAR_DIGITS = 12;
    // No single answer costs more than this; anything above is a slip.
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(100_000);

    private ChatUsage() {}

    /**
     * Puts the provider's own counts and charge in place of what OpenAI's way of counting made of them.
     *
     * @param cost what the provider says it charged
     */
    static Outcome counted(Outcome read, Usage usage, Optional<Money> cost) {
        return read instanceof Outcome.Answered it ? new Outcome.Answered(it.text(), it.finish(), usage, cost) : read;
    }

    /**
     * The counts of one answer.
     *
     * @param apart whether output tokens leave out those of reasoning, where the total does not show it
     */
    static Usage of(JsonNode usage, boolean apart) {
        var openAi = OpenAiAnswer.usage(usage);
        var written = Json.tokens(usage.path("completion_tokens"));
        var reasoning = Math.max(
                Json.tokens(usage.path("reasoning_tokens")),
                Json.tokens(usage.at("/completion_tokens_details/reasoning_tokens")));
        var output = isApart(usage, written, reasoning, apart) ? written + reasoning : written;
        return new Usage(
                openAi.input(), openAi.cachedInput(), openAi.cacheWrite(), output, Math.min(reasoning, output));
    }

    // The total shows which of the two it is, whatever the documents say.
    private static boolean isApart(JsonNode usage, long written, long reasoning, boolean otherwise) {
        var rest = Json.tokens(usage.path("total_tokens")) - Json.tokens(usage.path("prompt_tokens"));
        if (reasoning > written || rest == written + reasoning) return true;
        return rest != written && otherwise;
    }

    /**
     * An amount as the provider writes it; empty where it is none.
     *
     * @param decimals how many decimals of a dollar one unit is: 0 for dollars
     */
    static Optional<Money> money(JsonNode amount, int decimals) {
        if (!amount.isNumber()) return Optional.empty();
        var dollars = amount.decimalValue().movePointLeft(decimals);
        if (dollars.signum() < 0 || dollars.compareTo(MOST_DOLLARS) > 0) return Optional.empty();
        return Optional.of(Money.ofPicodollars(dollars.movePointRight(PICODOLLAR_DIGITS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact()));
    }
}
