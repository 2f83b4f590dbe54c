package route.sandbox;

/**
 * Why a whole batch was turned down when its file was checked (OpenAI's {@code errors.data[]}).
 *
 * @param code the provider's word; empty where there is nothing to complain of
 * @param param the field at fault; empty for none
 * @param line in the file, from 1; 0 for none
 */
record Complaint(String code, String message, String param, long line) {

    static final Complaint NONE = new Complaint("", "", "", 0);

    boolean isReal() {
        return !code.isEmpty();
    }
}
