package route.wire;

import java.util.Map;

/**
 * One HTTP call.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path appended to the provider's base address, with its query, beginning with a slash; or a whole http(s)
 *     address that the provider gave, to which the key goes only where it is the provider's own host
 * @param headers beside the key, which the wire adds
 * @param body what to send
 */
public record Call(String method, String path, Map<String, String> headers, Body body) {

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(String path) {
        return new Call("GET", path, Map.of(), new Body.Empty());
    }

    public static Call post(String path, Body body) {
        return new Call("POST", path, Map.of(), body);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), new Body.Empty());
    }

    /** The same call with one more header. */
    public Call with(String header, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body);
    }
}
