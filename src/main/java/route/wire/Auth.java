package route.wire;

/**
 * How a provider wants its key.
 *
 * @param header the header's name
 * @param prefix what stands before the key, such as {@code "Bearer "}
 */
public record Auth(String header, String prefix) {

    public static final Auth BEARER = new Auth("Authorization", "Bearer ");
}
