package route.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What is known of a batch once it was accepted; never changes. It carries the durations and the seed it was made
 * with, so that a later process with other options sees the same life. Times are microseconds since 1970.
 *
 * @param dialect openai or anthropic
 * @param endpoint the path its requests go to
 * @param version the {@code anthropic-version} it was made with; empty for openai
 * @param inputFile id of the file with its requests, one a line; empty for anthropic, whose requests are not kept
 * @param models in the order they first appear
 * @param tally what its rows come to if all are worked on
 * @param pending whether its rows are still to be answered: then neither {@code tally} nor {@code complaint} says anything
 * @param losesRow whether its results lack a row (a fault that was asked for)
 */
record AcceptedBatch(
        String id,
        String dialect,
        String endpoint,
        String version,
        String inputFile,
        String outputFile,
        String errorFile,
        long createdMicros,
        long queueMicros,
        long latencyMicros,
        long windowMicros,
        long seed,
        double errorRate,
        long rows,
        List<String> models,
        Map<String, String> metadata,
        Tally tally,
        Complaint complaint,
        boolean losesRow,
        boolean pending) {

    AcceptedBatch {
        models = List.copyOf(models);
        metadata = Map.copyOf(metadata);
    }

    /** The same, made now, of rows that are answered later; how many they are is 0 where that is not known yet. */
    AcceptedBatch later(long now, long rowsOrdered, List<String> modelsOrdered, Map<String, String> about) {
        return with(now, rowsOrdered, modelsOrdered, about, Tally.NONE, Complaint.NONE, false, true);
    }

    /** The same with what its rows come to. */
    AcceptedBatch finished(long created, Assay assay, Map<String, String> about, Complaint wrong, boolean rowIsLost) {
        return with(created, assay.rows(), assay.models(), about, assay.tally(), wrong, rowIsLost, false);
    }

    private AcceptedBatch with(
            long created,
            long newRows,
            List<String> newModels,
            Map<String, String> about,
            Tally newTally,
            Complaint wrong,
            boolean rowIsLost,
            boolean isPending) {
        return new AcceptedBatch(
                id,
                dialect,
                endpoint,
                version,
                inputFile,
                outputFile,
                errorFile,
                created,
                queueMicros,
                latencyMicros,
                windowMicros,
                seed,
                errorRate,
                newRows,
                newModels,
                about,
                newTally,
                wrong,
                rowIsLost,
                isPending);
    }

    long expiresMicros() {
        return createdMicros + windowMicros;
    }
}
