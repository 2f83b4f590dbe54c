package route.domain;

import java.util.Arrays;
import java.util.Optional;

/** Which of a provider's request forms a prompt uses, by the path of OpenAI's API; a batch holds one of them only. */
public enum Endpoint {
    CHAT("/v1/chat/completions"),
    RESPONSES("/v1/responses"),
    EMBEDDINGS("/v1/embeddings");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The path as OpenAI batch lines carry it in {@code url}. */
    public String path() {
        return path;
    }

    public static Optional<Endpoint> ofPath(String path) {
        return Arrays.stream(values()).filter(it -> it.path.equals(path)).findFirst();
    }
}
