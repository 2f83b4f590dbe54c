package route.sandbox;

/** The key that a call brings as a bearer. */
final class Bearer {
    private static final String PREFIX = "Bearer ";

    private Bearer() {}

    /** Turns a call away whose key is missing where one is needed, or is one of those that always are. */
    static void check(Visit visit, Stage stage, Refusal missing, Refusal wrong) {
        var header = visit.header("Authorization").orElse("");
        var key = header.startsWith(PREFIX) ? header.substring(PREFIX.length()).strip() : "";
        if (key.isEmpty() && stage.options().requireKey()) throw missing.asCall();
        if (Gate.isBad(key)) throw wrong.asCall();
    }
}
