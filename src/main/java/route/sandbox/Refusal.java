package route.sandbox;

/**
 * Why a call or a row was turned down, in the provider's words.
 *
 * @param status the HTTP status
 * @param type the provider's class of error
 * @param code OpenAI's finer word; empty for none
 * @param param the parameter at fault; empty for none
 * @param message for people
 */
record Refusal(int status, String type, String code, String param, String message) {

    static Refusal invalid(String code, String param, String message) {
        return new Refusal(400, "invalid_request_error", code, param, message);
    }

    static Refusal invalid(String message) {
        return invalid("", "", message);
    }

    /** Ends the call with this refusal. */
    RefusedCall asCall() {
        return new RefusedCall(this);
    }
}
