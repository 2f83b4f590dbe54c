package route.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import route.wire.Body;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** The way to a provider, with somebody on it who may answer in its place. */
public final class LyingWire implements Wire {
    private final Wire wire;
    private final Liar liar;

    public LyingWire(Wire wire, Liar liar) {
        this.wire = wire;
        this.liar = liar;
    }

    /** Answers a call in the provider's place, or passes it on with {@code truth}. */
    public interface Liar {
        Reply answer(Call call, Truth truth) throws NoAnswerException;
    }

    /** What the provider itself would say. */
    public interface Truth {
        Reply tell() throws NoAnswerException;
    }

    @Override
    public Reply send(Call call) throws NoAnswerException {
        return liar.answer(call, () -> wire.send(call));
    }

    @Override
    public Reply download(Call call, Path target) throws NoAnswerException {
        return liar.answer(call, () -> wire.download(call, target));
    }

    /** Whether a call creates a batch. */
    public static boolean creates(Call call) {
        return call.method().equals("POST") && call.path().endsWith("/batches");
    }

    /** Whether a call goes to Anthropic's API rather than OpenAI's. */
    public static boolean isAnthropic(Call call) {
        return call.path().startsWith("/v1/");
    }

    /** The file that a call carries as its body, as text; empty where it carries none. */
    public static String content(Call call) {
        try {
            return call.body() instanceof Body.JsonFile it ? Files.readString(it.file()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Reply openAiError(int status, String code, String message) {
        var body = "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}";
        return new Reply(status, Map.of(), String.format(body, message, code, code));
    }

    public static Reply anthropicError(int status, String type, String message) {
        var body = "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}";
        return new Reply(status, Map.of(), String.format(body, type, message));
    }
}
