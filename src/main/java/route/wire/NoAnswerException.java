package route.wire;

import java.io.IOException;

/** A call that brought no answer. */
public final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveArrived;

    public NoAnswerException(String message, boolean mayHaveArrived, Throwable cause) {
        super(message, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** False only where it is certain that not one byte of the call reached the other side. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
