package route.flow;

/** The process was asked to stop; what was done is written down, and the state is safe. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("stopped");
    }
}
