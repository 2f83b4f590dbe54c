package route.provider;

import java.util.Set;
import route.wire.Reply;

/**
 * Tells a refusal by the provider from one by whatever else answers at an address: a web server, a gateway, a server
 * that has no batches. A stranger's word must never fail rows or give up a batch.
 */
final class Stranger {
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_FOUND = 404;

    // These are told by web servers and gateways too, and mean the same from them: key, time, size, pace.
    private static final Set<Integer> PLAIN = Set.of(401, 402, 403, 408, 409, 413, 425, 429);

    private Stranger() {}

    /** Whether a refusal is not about the request but about the address it went to. */
    static boolean speaks(Reply reply) {
        var status = reply.status();
        if (status < 400) return true;
        if (status >= 500 || PLAIN.contains(status)) return false;
        var body = Json.read(reply.body());
        if (status == METHOD_NOT_ALLOWED || !body.isObject()) return true;
        return status == NOT_FOUND && knowsNoSuchPath(reply.body());
    }

    // "Invalid URL (GET /v2/batches)" is OpenAI's word for an unknown path, {"detail":"Not Found"} that of FastAPI,
    // which most OpenAI-compatible servers are built with (2026-11).
    private static boolean knowsNoSuchPath(String body) {
        var detail = Json.string(Json.read(body).path("detail"));
        return body.contains("Invalid URL") || detail.equals("Not Found");
    }
}
