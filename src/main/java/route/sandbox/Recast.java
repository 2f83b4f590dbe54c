package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes the rows of an uploaded file into a batch, each recast so that the row's id stands in {@code custom_id} and the
 * model in its request. The batch's input has a name of its own, which begins with the upload's.
 */
final class Recast {
    private final Stage stage;

    Recast(Stage stage) {
        this.stage = stage;
    }

    /** Makes a row of a line, or refuses it, and with it the batch. */
    interface Row {
        JsonNode of(byte[] line, int number);
    }

    /** The name for a copy of an upload. */
    String copyOf(String upload) {
        return stage.newId(upload + "-");
    }

    /** The upload that a batch was made from. */
    static String uploadOf(AcceptedBatch batch) {
        return batch.inputFile().substring(0, batch.inputFile().lastIndexOf('-'));
    }

    AcceptedBatch batch(AcceptedBatch draft, Path upload, Map<String, String> metadata, Row row) throws IOException {
        var taken = new Taking(stage).take(draft, metadata, assay -> {
            try (var lines = new LineFile(upload)) {
                for (var number = 0; number < lines.rows(); number++) {
                    assay.add(row.of(lines.line(number), number + 1));
                }
            }
            return Complaint.NONE;
        });
        stage.batches().save(taken.batch(), taken.sightings());
        return taken.batch();
    }
}
