package route.wire;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The way to one provider: calls go to its base address and carry its key. Never repeats a call by itself. */
public interface Wire {

    /** Sends a call and reads a small answer into memory, whatever its status. */
    Reply send(Call call) throws NoAnswerException;

    /**
     * Sends a call and streams an answer of status 200 (or 204, which is empty) to {@code target}; other answers, also of
     * success, are returned as they are, and nothing is written.
     */
    Reply download(Call call, Path target) throws NoAnswerException;

    /**
     * Sends a small call without waiting: thousands may be under way at once. What is not answered completes with a {@link
     * NoAnswerException}; where this throws, it certainly did not set out. A wire that is no network has the answer at
     * once.
     */
    default CompletableFuture<Reply> start(Call call) {
        try {
            return CompletableFuture.completedFuture(send(call));
        } catch (NoAnswerException lost) {
            return CompletableFuture.failedFuture(lost);
        }
    }
}
