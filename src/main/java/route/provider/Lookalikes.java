package route.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Wire;

/**
 * Tells which of several batches is a shard's, at providers whose batches carry no name and do not show what is in them
 * until they have ended. This is how certain it can be:
 *
 * <ul>
 *   <li>A batch counts only if it was made since the attempt and may hold as many requests as the shard.
 *   <li>One that has ended shows its custom ids: it is ours, beyond doubt, or it is not.
 *   <li>One that is still running is taken for ours only where it is the only one left. That rests on the flow creating
 *       one batch at a time, and on nobody else in the workspace sending as many rows in the same minutes. A mistake
 *       shows when the results are read, whose ids then are not ours.
 *   <li>Where several are running, a person has to decide.
 * </ul>
 */
final class Lookalikes {
    private final Shard shard;
    private final Wire wire;
    private final List<String> running = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    Lookalikes(Shard shard, Wire wire) {
        this.shard = shard;
        this.wire = wire;
    }

    void running(String id) {
        running.add(id);
    }

    void ended(String id) {
        ended.add(id);
    }

    /** How an ended batch is looked into. */
    interface Results {

        Call of(String id);

        /** The first custom id in the results that were downloaded; empty where there is none that can be read. */
        Optional<String> firstId(Path downloaded) throws IOException;

        /** What an answer to the download that is not 200 means. */
        CallException trouble(route.wire.Reply reply);

        CallException lost(NoAnswerException lost);
    }

    Sighting ours(Results results) {
        var unreadable = new ArrayList<String>();
        for (var id : ended) {
            var first = look(id, results);
            if (first.isEmpty()) unreadable.add(id);
            else if (first.get().startsWith(shard.idPrefix() + "-")) return new Sighting.Found(id, true);
        }
        if (!unreadable.isEmpty()) {
            return new Sighting.Unsure(
                    "the results of " + String.join(", ", unreadable) + " hold no id that can be read");
        }
        return switch (running.size()) {
            case 0 -> new Sighting.Absent();
            case 1 -> new Sighting.Found(running.get(0), false);
            default ->
                new Sighting.Unsure(running.size() + " batches of " + shard.rows()
                        + " requests made since then are still running, any of which may be this shard: "
                        + String.join(", ", running));
        };
    }

    // Every result has the id of a row, so the first is enough.
    private Optional<String> look(String id, Results results) {
        var look = shard.file().resolveSibling(shard.file().getFileName() + ".look");
        try {
            var reply = wire.download(results.of(id), look);
            // Results are kept for weeks, so these are only late.
            if (reply.status() == 404)
                throw new CallException.Busy("the results of " + id + " are not there yet", 0, null);
            if (!reply.isOk()) throw results.trouble(reply);
            if (reply.status() != 200 && reply.status() != 204)
                throw new CallException.Busy("status " + reply.status() + " came for the results of " + id, 0, null);
            return results.firstId(look);
        } catch (NoAnswerException lost) {
            throw results.lost(lost);
        } catch (IOException trouble) {
            throw new UncheckedIOException("cannot read " + look, trouble);
        } finally {
            remove(look);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException trouble) {
            throw new UncheckedIOException("cannot remove " + file, trouble);
        }
    }
}
