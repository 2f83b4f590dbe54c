package route.wire;

import java.nio.file.Path;

/** The way to one provider: calls go to its base address and carry its key. Never repeats a call by itself. */
public interface Wire {

    /** Sends a call and reads a small answer into memory, whatever its status. */
    Reply send(Call call) throws NoAnswerException;

    /** Sends a call and streams an answer of status 200 to {@code target}; other answers are returned as they are. */
    Reply download(Call call, Path target) throws NoAnswerException;
}
