package route.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The batches: a record for each, {@code .pending} until its rows are answered, and beside it files for what happened
 * later. {@code .requests} is what a pending one is answered from, where that is no upload. {@code .sightings} lists its troubled
 * requests by digest, each with what becomes of it: {@code 0} fails, {@code 1} passes; {@code .results} holds a
 * {@link KeptLine} for each row.
 */
final class Batches {
    private static final String RECORD = ".json";
    private static final String SIGHTINGS = ".sightings";
    private static final String CANCELLED = ".cancelled";
    private static final String DELETED = ".deleted";
    private static final String STOPPED = ".stopped";
    private static final String RESULTS = ".results";
    private static final String PENDING = ".pending";
    private static final String REQUESTS = ".requests";

    private final Disk disk;

    Batches(Disk disk) {
        this.disk = disk;
    }

    Path aside() throws IOException {
        return disk.aside();
    }

    /** Takes in the results of a batch about to be saved, written aside. */
    void keepResults(String id, Path aside) throws IOException {
        disk.settle(aside, id + RESULTS);
    }

    Path results(String id) {
        return disk.path(id + RESULTS);
    }

    void sweep(Instant before) throws IOException {
        disk.sweep(before);
    }

    /** Takes in what a batch is to be answered from, written aside, for as long as it is pending. */
    void keepRequests(String id, Path aside) throws IOException {
        disk.settle(aside, id + REQUESTS);
    }

    Path requests(String id) {
        return disk.path(id + REQUESTS);
    }

    /** From here on the batch exists, though its rows are still to be answered. */
    void savePending(AcceptedBatch batch) throws IOException {
        disk.write(batch.id() + PENDING, Json.bytes(batch));
    }

    /** Those whose rows are still to be answered, in no order. */
    List<AcceptedBatch> pending() throws IOException {
        var pending = new ArrayList<AcceptedBatch>();
        for (var id : disk.names(PENDING)) {
            find(id).filter(AcceptedBatch::pending).ifPresent(pending::add);
        }
        return pending;
    }

    /** What a batch was answered from is needed no more. */
    void forgetPending(String id) throws IOException {
        disk.remove(id + REQUESTS);
        disk.remove(id + PENDING);
    }

    /** From here on the batch exists, and is answered. */
    void save(AcceptedBatch batch, Map<String, Integer> sightings) throws IOException {
        var lines = new StringBuilder();
        sightings.forEach(
                (digest, fate) -> lines.append(digest).append(' ').append(fate).append('\n'));
        if (!sightings.isEmpty()) {
            disk.write(batch.id() + SIGHTINGS, lines.toString().getBytes(StandardCharsets.US_ASCII));
        }
        disk.write(batch.id() + RECORD, Json.bytes(batch));
    }

    Optional<AcceptedBatch> find(String id) throws IOException {
        if (!Disk.isName(id)) return Optional.empty();
        var bytes = disk.read(id + RECORD);
        if (bytes.isEmpty()) bytes = disk.read(id + PENDING);
        // It may have been answered between the two looks.
        if (bytes.isEmpty()) bytes = disk.read(id + RECORD);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Json.read(bytes.get(), AcceptedBatch.class));
    }

    /** Whether an older program made it, which kept no results: it counts as cancelled before any row was worked on. */
    boolean isOlder(AcceptedBatch batch) {
        return !batch.pending() && batch.rows() > 0 && !batch.complaint().isReal() && !disk.has(batch.id() + RESULTS);
    }

    /** Deleted ones too: the books forget nothing. */
    List<AcceptedBatch> newestFirst() throws IOException {
        var batches = new ArrayList<AcceptedBatch>();
        var ids = new HashSet<>(disk.names(PENDING));
        ids.addAll(disk.names(RECORD));
        for (var id : ids) find(id).ifPresent(batches::add);
        batches.sort(Comparator.comparingLong(AcceptedBatch::createdMicros)
                .thenComparing(AcceptedBatch::id)
                .reversed());
        return batches;
    }

    /** Those of one protocol that were not deleted. */
    List<AcceptedBatch> newestFirst(String dialect) throws IOException {
        return newestFirst().stream()
                .filter(it -> it.dialect().equals(dialect) && !isDeleted(it.id()))
                .toList();
    }

    /** How often each troubled request was seen in all other batches so far. */
    Map<String, Integer> history(String own) throws IOException {
        var seen = new HashMap<String, Integer>();
        for (var id : disk.names(SIGHTINGS)) {
            if (id.equals(own)) continue;
            for (var digest : fates(id).keySet()) seen.merge(digest, 1, Integer::sum);
        }
        return seen;
    }

    /** What becomes of the troubled requests of one batch. */
    Map<String, Integer> fates(String id) throws IOException {
        var fates = new HashMap<String, Integer>();
        var text = new String(disk.read(id + SIGHTINGS).orElse(new byte[0]), StandardCharsets.US_ASCII);
        text.lines().forEach(it -> {
            var space = it.indexOf(' ');
            fates.put(it.substring(0, space), Integer.valueOf(it.substring(space + 1)));
        });
        return fates;
    }

    OptionalLong cancelMicros(String id) throws IOException {
        var bytes = disk.read(id + CANCELLED);
        return bytes.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(new String(bytes.get(), StandardCharsets.US_ASCII)));
    }

    /** The first cancellation counts. */
    void cancel(String id, long micros) throws IOException {
        if (disk.has(id + CANCELLED)) return;
        disk.write(id + CANCELLED, Long.toString(micros).getBytes(StandardCharsets.US_ASCII));
    }

    boolean isDeleted(String id) {
        return disk.has(id + DELETED);
    }

    void delete(String id) throws IOException {
        disk.write(id + DELETED, new byte[0]);
    }

    /** What a batch that stopped short came to, once that was counted. */
    Optional<Tally> stopped(String id) throws IOException {
        var bytes = disk.read(id + STOPPED);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Json.read(bytes.get(), Tally.class));
    }

    void keepStopped(String id, Tally tally) throws IOException {
        disk.write(id + STOPPED, Json.bytes(tally));
    }
}
