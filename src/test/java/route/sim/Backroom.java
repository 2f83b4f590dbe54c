package route.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.wire.Reply;

/** What lies behind every provider's counter, whatever is spoken there. */
record Backroom(String provider, SimClock clock, Mischief mischief, Books books) {
    private static final int PAGE = 3;

    /** Part of a list. */
    record Page(List<SimBatch> batches, boolean hasMore) {}

    Instant now() {
        return clock.instant();
    }

    /** The number of the next batch. */
    int next() {
        return books.batches().size() + 1;
    }

    SimBatch make(String id, List<SimRow> rows, Map<String, String> labels, Terms terms) {
        var batch = new SimBatch(id, rows, labels, now(), mischief, terms);
        books.add(batch);
        return batch;
    }

    /** A batch by its id, where the provider shows it to us. */
    Optional<SimBatch> known(String id) {
        return books.find(id).filter(it -> it.isKnown(now()));
    }

    /** All batches that the list shows, the newest first. */
    List<SimBatch> listed() {
        var listed = new ArrayList<>(
                books.batches().stream().filter(it -> it.isListed(now())).toList());
        Collections.reverse(listed);
        return listed;
    }

    /** What follows a batch in the list; from the beginning where there is none. */
    Page page(String after) {
        var listed = listed();
        var from = 0;
        while (!after.isEmpty()
                && from < listed.size()
                && !listed.get(from).id().equals(after)) from++;
        if (!after.isEmpty()) from++;
        var end = Math.min(listed.size(), from + PAGE);
        return new Page(from < end ? listed.subList(from, end) : List.of(), from + PAGE < listed.size());
    }

    /** Now and then somebody else makes a batch of that size, too. */
    void stranger(String id, int rows, String model, Terms terms) {
        if (!mischief.strikes(Fault.STRANGERS)) return;
        var theirs = new ArrayList<SimRow>();
        for (var i = 0; i < rows; i++) theirs.add(new SimRow("theirs-" + i, model, "theirs " + i, 10));
        make(id, theirs, Map.of("model", model), terms).byStranger();
    }

    /** Turns a call away that no client of ours may make. */
    Reply refused(String why) {
        books.complain(why);
        return Lines.error(400, "invalid_request_error", why);
    }
}
