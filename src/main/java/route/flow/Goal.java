package route.flow;

/** How far to drive a job in this call. */
public enum Goal {
    /** Until every batch that may be sent now is accepted. */
    SENT,
    /** Every step that is due now, once. */
    DUE_STEPS,
    /** Until it is delivered, cancelled or held. */
    DELIVERED
}
