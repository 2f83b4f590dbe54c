package route.flow;

import route.provider.CallException;
import route.store.BatchRecord;

/** What a refused call means for the job. */
final class Reasons {

    private Reasons() {}

    /** Whether the provider turned down this very content, so that sending it again is useless. */
    static boolean concernsRows(CallException.Declined e) {
        return switch (e.kind()) {
            case MODEL, REQUEST -> true;
            case KEY, BILLING, GONE -> false;
        };
    }

    static HeldException held(BatchRecord batch, CallException.Declined e) {
        var provider = batch.model().provider();
        var mend = switch (e.kind()) {
            case KEY -> "check the API key of " + provider;
            case BILLING -> "check the billing of your account at " + provider;
            case MODEL -> "check that your account may use " + batch.model();
            case GONE, REQUEST -> "see the message, and the address of " + provider + " in the settings";
        };
        return new HeldException(provider + " answered " + e.status() + ": " + e.getMessage() + "; " + mend);
    }
}
