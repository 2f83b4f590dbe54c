package route.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import route.provider.CallException.Declined;
import route.provider.Trouble.Asked;
import route.wire.Body;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Wire;

/**
 * Puts the rows of a shard into its batch, in calls of bounded size. Each call is taken whole or not at all, and rows
 * that are there already are not taken twice, so that after a cut all of them are made once more.
 */
final class XaiFilling {
    // The documents bound one row (25 MB) and the pace (1,000 calls in 30 s), not one call: these are small enough for
    // any server, and large enough for a full batch to take seconds.
    private static final int MOST_ROWS = 1_000;
    private static final long MOST_BYTES = 4_000_000;

    private final Shard shard;
    private final String batchId;
    private final Wire wire;

    XaiFilling(Shard shard, String batchId, Wire wire) {
        this.shard = shard;
        this.batchId = batchId;
        this.wire = wire;
    }

    /**
     * Part of the file, by lines.
     *
     * @param length in bytes, without what separates its last line from the next
     */
    private record Piece(long start, long length, int rows) {}

    /**
     * Fills the batch.
     *
     * <p>A failure before any row is in it, by this try or an earlier one, is the shard's. A refusal that comes later ends
     * the batch where it stands: what is in it runs and is paid for, so it must not be bought elsewhere; the others come
     * back without a result and are sent anew.
     *
     * @throws CallException.Unclear where it is not certain what arrived
     */
    void fill() {
        var added = 0;
        for (var piece : pieces()) {
            try {
                add(piece);
            } catch (Declined refusal) {
                if (added > 0 || rowsThere(refusal) > 0) return;
                throw refusal;
            } catch (CallException.Busy later) {
                var there = added > 0 ? added : rowsThere(later);
                if (there == 0) throw later;
                throw new CallException.Unclear(
                        there + " of " + shard.rows() + " rows are in the batch; " + later.getMessage(), later);
            }
            added += piece.rows();
        }
        confirm(added);
    }

    private void add(Piece piece) {
        var body = new Body.JsonPart("{\"batch_requests\":[", shard.file(), piece.start(), piece.length(), "]}");
        var reply = Trouble.send(wire, Call.post(Xai.path(batchId) + "/requests", body), Asked.CREATE);
        if (reply.isOk()) return;
        var refusal = Refusal.plain(reply, Asked.CREATE);
        // The batch is not known there, or was stopped meanwhile: the rows need another one.
        var isClosed = reply.status() == 404 && refusal.says("batch") || refusal.says("cancelled", "canceled");
        if (isClosed && reply.status() < 500 && !Stranger.speaks(reply)) {
            throw new Declined(Declined.Kind.GONE, reply.status(), "the batch takes no rows: " + refusal.message());
        }
        throw Xai.TROUBLE.of(reply, Asked.CREATE);
    }

    // An earlier try, cut short by a crash or by the network, may have left some.
    private long rowsThere(CallException failure) {
        try {
            return XaiBatch.counted(wire, batchId).total();
        } catch (CallException unseen) {
            if (unseen instanceof Declined it && it.kind() == Declined.Kind.GONE || isDeaf(failure)) return 0;
            throw new CallException.Unclear(unseen.getMessage(), unseen);
        }
    }

    // Where nobody answers us at all, the batch cannot be seen either. Then what was known before this try holds: a
    // batch
    // is filled only while it is new, or after a search that saw no row in it.
    private static boolean isDeaf(CallException failure) {
        if (failure instanceof Declined it) {
            return it.kind() == Declined.Kind.KEY || it.kind() == Declined.Kind.ADDRESS;
        }
        return failure.getCause() instanceof NoAnswerException;
    }

    // A batch that shows fewer rows than were taken would seem to have ended too early.
    private void confirm(int added) {
        try {
            var there = XaiBatch.counted(wire, batchId).total();
            if (there >= added) return;
            throw new CallException.Unclear("the batch shows " + there + " of " + added + " rows so far", null);
        } catch (CallException.Busy | Declined unseen) {
            throw new CallException.Unclear("the batch cannot be looked at: " + unseen.getMessage(), unseen);
        }
    }

    private List<Piece> pieces() {
        var cut = new Cut();
        try (var in = Files.newInputStream(shard.file())) {
            var chunk = new byte[1 << 16];
            for (var count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                for (var i = 0; i < count; i++) {
                    cut.length++;
                    if (chunk[i] == '\n') cut.line();
                }
            }
        } catch (IOException trouble) {
            throw new UncheckedIOException("cannot read " + shard.file(), trouble);
        }
        return cut.pieces();
    }

    /** Gathers lines, whose lengths it is told byte by byte, into pieces. */
    private static final class Cut {
        private final List<Piece> pieces = new ArrayList<>();
        private long start;
        private long end;
        private int rows;
        private long length;

        void line() {
            if (rows == MOST_ROWS || rows > 0 && end + length - start > MOST_BYTES) close();
            end += length;
            rows++;
            length = 0;
        }

        // What stands between two lines belongs to neither.
        private void close() {
            pieces.add(new Piece(start, end - start - ",\n".length(), rows));
            start = end;
            rows = 0;
        }

        List<Piece> pieces() {
            if (length > 0) line();
            if (rows > 0) pieces.add(new Piece(start, end - start, rows));
            return pieces;
        }
    }
}
