package route.sim;

/** What may go wrong between the house and a provider, with how often at most where it goes wrong at all. */
public enum Fault {
    /** 429, with or without a time to wait. */
    THROTTLED(0.15),
    /** Nobody answers at the address. */
    UNREACHABLE(0.1),
    /** The call is lost before the provider saw it, after a wait. */
    LOST_BEFORE(0.1),
    /** The provider does as asked, its reply is lost, after a wait. */
    LOST_AFTER(0.15),
    /** 500, 502, 503, 504: nothing was done. */
    BROKEN_BEFORE(0.1),
    /** 500, 502, 503, 504: but it was done. */
    BROKEN_AFTER(0.15),
    /** 200 and a page that says nothing, but it was done. */
    GARBLED(0.08),
    /** A download breaks off, and is seen to. */
    TRUNCATED(0.15),
    /** A download ends in the middle of a line as if it were whole. */
    CUT(0.1),

    /** The batch takes longer than the provider gives it. */
    EXPIRES(0.2),
    /** Somebody cancels the batch at the provider. */
    CANCELLED(0.15),
    /** The batch is as good as done for many hours. */
    STUCK(0.15),
    /** The counters of a cancelled batch fall back to nothing. */
    COUNTERS_FALL(0.5),
    /** A status word nobody has heard of, for a while. */
    ODD_WORD(0.2),
    /** The list does not show a new batch for up to a minute and a half. */
    LIST_LAGS(0.5),
    /** A new batch is unknown when asked for, for up to two minutes. */
    UNKNOWN_AT_FIRST(0.3),
    /** Other people's batches of the same size in the same minutes. */
    STRANGERS(0.3),
    /** Too much is queued: the batch fails at once (OpenAI). */
    QUEUE_FULL(0.15),
    /** The batch, and whatever it brought, is gone for ever. */
    VANISHES(0.08),

    /** The row is worked on and ends in an error that passes. */
    ROW_BUSY(0.15),
    /** The row is worked on and ends in an error that stays. */
    ROW_REFUSED(0.1),
    /** The row is answered and billed, and its line is missing from the results for ever. */
    LINE_LOST(0.06),
    /** The same, the line being there but in ruins. */
    LINE_BROKEN(0.05),
    /** The row's line comes twice. */
    LINE_DOUBLED(0.1),
    /** A line of somebody else's row. */
    LINE_STRANGE(0.1),
    /** The lines come in any order. */
    LINES_SHUFFLED(0.8);

    private final double most;

    Fault(double most) {
        this.most = most;
    }

    double most() {
        return most;
    }
}
