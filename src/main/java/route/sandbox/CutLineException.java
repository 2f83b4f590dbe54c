package route.sandbox;

import java.io.IOException;

/** The line is to be cut on purpose, without another word. */
final class CutLineException extends IOException {
    private static final long serialVersionUID = 1L;

    CutLineException(String message) {
        super(message);
    }
}
