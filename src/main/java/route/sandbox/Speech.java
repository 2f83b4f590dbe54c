package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How one protocol says requests, answers and errors. */
interface Speech {

    static Speech of(String dialect) {
        return switch (dialect) {
            case "openai", "azure", "groq", "dashscope", "deepinfra", "doubleword" -> new OpenAiSpeech();
            case "fireworks" -> new FireworksSpeech();
            case "anthropic" -> new AnthropicSpeech();
            case "gemini" -> new GeminiSpeech();
            case "mistral" -> new MistralSpeech();
            case "xai" -> new XaiSpeech();
            case "together" -> new TogetherSpeech();
            case "openrouter" -> new OpenRouterSpeech();
            default -> throw new IllegalArgumentException("the sandbox does not speak " + dialect);
        };
    }

    /** The part of a request line that the model gets. */
    JsonNode request(JsonNode line);

    /** What the provider finds wrong with a request when its turn comes; empty where nothing is. */
    Optional<Refusal> fault(JsonNode request, String version);

    Question question(JsonNode request, String endpoint);

    /** What a provider says that is too busy for this row: worth another try. */
    Refusal busy(Digest digest);

    /** What a provider says that will not take this row. */
    Refusal unfit(String message);

    /** The whole answer to a call in real time. */
    JsonNode answer(Answer answer, Slip slip);

    /** A result line of an answered row. */
    JsonNode answered(Answer answer, Slip slip);

    JsonNode refused(Refusal refusal, Slip slip);

    JsonNode unserved(boolean expired, Slip slip);
}
