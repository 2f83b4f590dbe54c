package route.flow;

/** The process was asked to stop; what was done is written down, and the state is safe. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoppedException() {
        super("stopped");
    }
}
