package route.tokens;

import com.knuddels.jtokkit.api.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.ModelRef;
import route.domain.Prompt;

/**
 * Counts the input tokens of a text or a prompt. For one thread; those that {@link #another} gives share what they have
 * counted, 2 MB of it. The vocabulary is loaded at the first count ({@link Vocabulary}).
 *
 * <p>Special tokens that stand in a prompt as text ({@code <|endoftext|>}) are counted as the text they are.
 */
public final class TokenCounter {
    /** Per message and for the start of the answer: OpenAI Cookbook, "How to count tokens with tiktoken". */
    private static final int PER_MESSAGE = 3;

    private static final int PER_NAME = 1;
    private static final int ANSWER_START = 3;
    private static final List<String> READ_AS_INPUT = List.of("tools", "functions", "response_format", "text");

    private final PieceTable table;
    private final Map<ModelRef, Tokenizer> tokenizers = new HashMap<>();
    private PieceCounter pieces;
    private Encoding cl100k;

    public TokenCounter() {
        this(new PieceTable());
    }

    private TokenCounter(PieceTable table) {
        this.table = table;
    }

    /** A counter for another thread. */
    public TokenCounter another() {
        return new TokenCounter(table);
    }

    /** Tokens of a text in o200k_base, exact. */
    public int count(String text) {
        if (pieces == null) pieces = new PieceCounter(table, Vocabulary.O200K.encoding());
        return pieces.count(text);
    }

    /**
     * Input tokens of a prompt for a model: the texts, what the chat form adds, and the parameters that are read as
     * input (tools, a response schema). Images and files inside messages cannot be counted and add a flat sum each.
     */
    public int count(Prompt prompt, ModelRef model) {
        return count(prompt, tokenizer(model));
    }

    /** The same in o200k_base, whatever the model. */
    public int inO200k(Prompt prompt) {
        return count(prompt, Tokenizer.O200K);
    }

    /**
     * Input tokens of a prompt for a model, where its count in o200k_base is known already.
     *
     * @param inO200k what {@link #inO200k} gave
     */
    public int count(Prompt prompt, int inO200k, ModelRef model) {
        var tokenizer = tokenizer(model);
        return tokenizer.cl100k() ? count(prompt, tokenizer) : tokenizer.scaled(inO200k);
    }

    private Tokenizer tokenizer(ModelRef model) {
        return tokenizers.computeIfAbsent(model, Tokenizer::of);
    }

    private int count(Prompt prompt, Tokenizer tokenizer) {
        long total = prompt.endpoint() == Endpoint.EMBEDDINGS ? 0 : ANSWER_START;
        for (var message : prompt.messages()) {
            total += message(message, prompt.endpoint(), tokenizer);
        }
        if (!prompt.params().isEmpty()) total += parameters(prompt.params(), tokenizer);
        return tokenizer.scaled(Math.toIntExact(total));
    }

    private long parameters(Map<String, String> params, Tokenizer tokenizer) {
        long total = 0;
        for (var name : READ_AS_INPUT) total += inEncoding(params.getOrDefault(name, ""), tokenizer);
        return total;
    }

    /** Whether the model's own tokenizer counts; otherwise the numbers are estimates. */
    public boolean isExact(ModelRef model) {
        return tokenizer(model).exact();
    }

    private long message(Message message, Endpoint endpoint, Tokenizer tokenizer) {
        if (endpoint == Endpoint.EMBEDDINGS) return inEncoding(message.text(), tokenizer);
        long form = PER_MESSAGE + inEncoding(message.role(), tokenizer);
        if (message.isPlain()) return form + inEncoding(message.text(), tokenizer);
        var rich = RichMessage.of(message.json());
        return form + inEncoding(rich.countable(), tokenizer) + rich.attachmentTokens() + (rich.named() ? PER_NAME : 0);
    }

    private int inEncoding(String text, Tokenizer tokenizer) {
        if (text.isEmpty()) return 0;
        return tokenizer.cl100k() ? inCl100k(text) : count(text);
    }

    private int inCl100k(String text) {
        if (cl100k == null) cl100k = Vocabulary.CL100K.encoding();
        return cl100k.countTokensOrdinary(wellFormed(text));
    }

    /** Half characters become question marks, as they would on their way into bytes; jtokkit asserts that none is left. */
    private static String wellFormed(String text) {
        boolean odd = text.chars().anyMatch(it -> Character.isSurrogate((char) it));
        return odd ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) : text;
    }
}
