package route.flow;

import java.util.Set;
import route.provider.CallException;
import route.store.BatchRecord;

/** What to do about a call that a provider turned down: the one table of that. */
enum Remedy {
    /** A person has to mend the key, the settings or the account: the batch waits for them. */
    MEND,
    /** The provider or the model is closed to this job: the rows go to their tier's next candidate. */
    ELSEWHERE,
    /** Something in the batch is unacceptable: it is narrowed down to the rows that are to blame. */
    NARROW,
    /** The uploaded file is gone: upload it again. */
    UPLOAD_AGAIN;

    /** Where a 403 is about the request, it is about a prompt that was flagged. */
    private static final int FLAGGED = 403;

    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    /** Statuses that speak of what was sent; any other refusal of a request (a redirect, 404, 405) of where it was sent. */
    private static final Set<Integer> ABOUT_THE_CONTENT = Set.of(400, FLAGGED, TOO_LARGE, UNPROCESSABLE);

    /** Those that do so of an upload as well: Mistral checks every row of a file when it is uploaded. */
    private static final Set<Integer> ABOUT_AN_UPLOAD = Set.of(TOO_LARGE, UNPROCESSABLE);

    /** @param creating whether the call was the one that creates the batch, rather than an upload before it */
    static Remedy of(CallException.Declined e, boolean creating) {
        return switch (e.kind()) {
            case KEY, ADDRESS -> MEND;
            case BILLING, MODEL -> ELSEWHERE;
            case GONE -> creating ? UPLOAD_AGAIN : MEND;
            case REQUEST ->
                creating && ABOUT_THE_CONTENT.contains(e.status()) || ABOUT_AN_UPLOAD.contains(e.status())
                        ? NARROW
                        : MEND;
        };
    }

    /** What is closed by a refusal that sends rows elsewhere: the whole provider, or the one model. */
    static String closes(BatchRecord batch, CallException.Declined e) {
        return e.kind() == CallException.Declined.Kind.MODEL
                ? batch.model().toString()
                : batch.model().provider();
    }

    /** Why the job is held, for a person, with what would mend it. */
    static String held(BatchRecord batch, CallException.Declined e) {
        var provider = batch.model().provider();
        var mend = switch (e.kind()) {
            case KEY -> "check the API key of " + provider;
            case BILLING -> "check the billing of your account at " + provider;
            case MODEL -> "check that your account may use " + batch.model();
            case GONE, ADDRESS, REQUEST -> "check the address of " + provider + " in the settings";
        };
        return provider + ": " + e.getMessage() + "; " + mend + ", then route batch resume";
    }
}
