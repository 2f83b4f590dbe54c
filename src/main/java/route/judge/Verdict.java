package route.judge;

/** What the judge makes of an outcome. */
public sealed interface Verdict {

    /** The answer stands. */
    record Accept() implements Verdict {}

    /** The row joins the next round. */
    record Retry(String because) implements Verdict {}

    /** The model cannot be had: the row, and all that wait for this model, go to their tier's next candidate. */
    record Elsewhere(String because) implements Verdict {}

    /** The row is given up, for this reason. */
    record Fail(String because) implements Verdict {}
}
