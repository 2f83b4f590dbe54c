package route.sandbox;

/**
 * A file as OpenAI's file list shows it. Times are microseconds since 1970.
 *
 * @param batch the batch whose results it is; empty for an upload
 * @param errors for results: whether it holds the rows that were not answered
 */
record FileRecord(
        String id, String name, String purpose, long bytes, long createdMicros, String batch, boolean errors) {

    boolean isUpload() {
        return batch.isEmpty();
    }
}
