package route.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import route.provider.CallException.Declined;
import route.provider.Trouble.Asked;
import route.wire.Body;
import route.wire.Call;
import route.wire.Wire;

/**
 * Uploads a shard's file under a name of our own choosing (files guide and API reference, 2026). So an upload whose
 * answer was lost is there under that name, and is not made twice. Whether a taken name is refused is not documented;
 * the file is therefore looked for before every upload, and the name in the answer is the one that counts.
 */
final class GeminiUpload {
    private static final String FILES = "/v1beta/files";
    private static final String TYPE = "application/jsonl";
    // An id has at most 40 characters: lower-case letters, digits and dashes.
    private static final int KEY_LENGTH = 32;
    private static final int TAKEN = 409;

    private final Shard shard;
    private final Wire wire;

    GeminiUpload(Shard shard, Wire wire) {
        this.shard = shard;
        this.wire = wire;
    }

    /** The file's name there, such as {@code files/route-9b1e44d07f}. */
    String name() {
        var there = wire(Call.get("/v1beta/" + chosen()));
        if (there.isOk()) return existing(Json.read(there.body()));
        // A file that does not exist is told with 403, as is a key that may nothing: the upload will show which it is.
        var notThere = there.status() == 403 || there.status() == 404 && !Stranger.speaks(there);
        if (!notThere) throw GeminiTrouble.TROUBLE.of(there, Asked.ANYTHING_ELSE);
        return sent(started());
    }

    private route.wire.Reply wire(Call call) {
        return Trouble.send(wire, call, Asked.ANYTHING_ELSE);
    }

    private String chosen() {
        return "files/route-"
                + shard.key().substring(0, Math.min(KEY_LENGTH, shard.key().length()));
    }

    /** Ours, as the name holds our digest; but only a whole one will do. */
    private String existing(JsonNode file) {
        var name = Json.string(file.path("name"));
        if (name.isEmpty()) throw new CallException.Busy("the answer is no file; base_url may be wrong", 0, null);
        var size = Json.string(file.path("sizeBytes"));
        var isOther = !size.isEmpty() && !size.equals(Long.toString(shard.bytes()));
        if (!isOther && !isFailed(file)) return ready(file);
        var path = FILES + "/" + Gemini.encoded(name.replaceFirst("^files/", ""));
        GeminiTrouble.TROUBLE.ask(wire, new Call("DELETE", path, java.util.Map.of(), new Body.Empty()), Asked.BY_ID);
        throw new CallException.Busy("an earlier upload is spoilt; it was removed and is made again", 0, null);
    }

    private static boolean isFailed(JsonNode file) {
        return Json.string(file.path("state")).equals("FAILED");
    }

    private static String ready(JsonNode file) {
        var state = Json.string(file.path("state"));
        if (isFailed(file)) throw new CallException.Busy("the provider could not take in the file", 0, null);
        if (state.equals("PROCESSING")) throw CallException.Busy.preparing("the file is being taken in");
        return Json.string(file.path("name"));
    }

    /** The address to which the bytes go; it may be on another host, to which the key does not travel. */
    private String started() {
        var body = Json.object();
        body.putObject("file")
                .put("name", chosen())
                .put("displayName", chosen().substring("files/".length()) + ".jsonl")
                .put("mimeType", TYPE);
        var call = Call.post("/upload" + FILES, new Body.Json(Json.write(body)))
                .with("X-Goog-Upload-Protocol", "resumable")
                .with("X-Goog-Upload-Command", "start")
                .with("X-Goog-Upload-Header-Content-Length", Long.toString(shard.bytes()))
                .with("X-Goog-Upload-Header-Content-Type", TYPE);
        var reply = wire(call);
        if (reply.status() == TAKEN) throw takenMeanwhile();
        if (!reply.isOk()) throw GeminiTrouble.TROUBLE.of(reply, Asked.ANYTHING_ELSE);
        var address = reply.header("x-goog-upload-url").orElse("").strip();
        if (isAddress(address)) return address;
        throw new CallException.Busy("the answer names no address for the upload; base_url may be wrong", 0, null);
    }

    private String sent(String address) {
        var call = Call.post(address, new Body.RawFile(shard.file(), TYPE))
                .with("X-Goog-Upload-Offset", "0")
                .with("X-Goog-Upload-Command", "upload, finalize");
        var reply = wire(call);
        if (reply.status() == TAKEN) throw takenMeanwhile();
        if (!reply.isOk()) throw sessionTrouble(GeminiTrouble.TROUBLE.of(reply, Asked.ANYTHING_ELSE));
        var file = Json.read(reply.body()).path("file");
        if (Json.string(file.path("name")).isEmpty()) {
            throw new CallException.Busy("the answer to an upload names no file", 0, null);
        }
        return ready(file);
    }

    /** An upload address lives for some hours only; one that is no longer known says nothing about ours. */
    private static CallException sessionTrouble(CallException trouble) {
        var isOver = trouble instanceof Declined it && it.kind() == Declined.Kind.ADDRESS;
        return isOver ? new CallException.Busy(trouble.getMessage(), 0, trouble) : trouble;
    }

    private static CallException takenMeanwhile() {
        return new CallException.Busy("the file's name is taken; it is looked at again", 0, null);
    }

    private static boolean isAddress(String text) {
        try {
            var address = new URI(text);
            var scheme = String.valueOf(address.getScheme());
            var isWeb = scheme.equals("https") || scheme.equals("http");
            return isWeb && address.getHost() != null && address.getPort() < 65_536;
        } catch (URISyntaxException broken) {
            return false;
        }
    }
}
