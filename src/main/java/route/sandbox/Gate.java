package route.sandbox;

import java.io.IOException;
import java.util.List;

/** Where calls in one protocol are received. */
interface Gate {

    /** Answers one call, or throws a {@link RefusedCall}. */
    void serve(Visit visit, List<String> path) throws IOException;

    /** Answers with an error in the protocol's own shape. */
    void refuse(Visit visit, Refusal refusal) throws IOException;

    /** Keys that are always turned away, so that the real 401 can be seen. */
    static boolean isBad(String key) {
        return key.equals("wrong") || key.startsWith("bad");
    }
}
