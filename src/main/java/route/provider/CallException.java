package route.provider;

import java.util.Optional;

/** A call that did not do what it should, sorted by the one question that matters: did it happen? */
public abstract sealed class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CallException(String message, Throwable cause) {
        super(message, cause);
    }

    /** No, and it never will as it stands: a wrong key, an unknown model, a refused request. */
    public static final class Declined extends CallException {
        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final int status;

        public Declined(Kind kind, int status, String message) {
            super(message, null);
            this.kind = kind;
            this.status = status;
        }

        public Kind kind() {
            return kind;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** What a person has to mend. */
        public enum Kind {
            /** The key is wrong, or may not do this. */
            KEY,
            /** The account has no money or quota. */
            BILLING,
            /** The model is unknown to the provider or closed to this account. */
            MODEL,
            /** The provider no longer knows the batch or file. */
            GONE,
            /** Nothing that speaks the provider's protocol answers at this address; it says nothing about rows or batches. */
            ADDRESS,
            /** The request itself. */
            REQUEST
        }
    }

    /** Certainly not yet: the provider is busy or was not reached at all; it may be tried again. */
    public static final class Busy extends CallException {
        private static final long serialVersionUID = 1L;

        private final int retryAfterSeconds;
        private final boolean preparing;

        public Busy(String message, int retryAfterSeconds, Throwable cause) {
            this(message, retryAfterSeconds, false, cause);
        }

        private Busy(String message, int retryAfterSeconds, boolean preparing, Throwable cause) {
            super(message, cause);
            this.retryAfterSeconds = retryAfterSeconds;
            this.preparing = preparing;
        }

        /** The provider has the uploaded file and makes it ready. */
        static Busy preparing(String message) {
            return new Busy(message, 0, true, null);
        }

        /** Whether nothing failed: what was uploaded is being made ready, and the creation has to wait for it. */
        public boolean isPreparing() {
            return preparing;
        }

        /** How long the provider asks us to wait, in seconds; empty where it does not say. */
        public Optional<Integer> retryAfterSeconds() {
            return retryAfterSeconds > 0 ? Optional.of(retryAfterSeconds) : Optional.empty();
        }
    }

    /** Perhaps: no clear answer came. Only {@link Dialect#find} can tell. */
    public static final class Unclear extends CallException {
        private static final long serialVersionUID = 1L;

        public Unclear(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
