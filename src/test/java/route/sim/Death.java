package route.sim;

/** The process dies here: nothing in the house catches an Error. */
public final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String where) {
        super(where);
    }
}
