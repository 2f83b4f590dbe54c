package route.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes the rows of an uploaded file into a batch, each written anew so that the row's id stands in {@code custom_id} and
 * the model in its request, where results look for them. The copy's name begins with the upload's.
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
        var assay = new Assay(draft, stage.batches().history());
        var aside = stage.uploads().aside();
        try {
            try (var lines = new LineFile(upload);
                    var out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
                for (var number = 0; number < lines.rows(); number++) {
                    var recast = row.of(lines.row(number), number + 1);
                    assay.add(recast);
                    out.write(Json.line(recast));
                }
            }
            stage.uploads().keep(draft.inputFile(), aside);
        } finally {
            Files.deleteIfExists(aside);
        }
        var batch = stage.finished(draft, assay, metadata, Complaint.NONE);
        stage.batches().save(batch, assay.sightings());
        return batch;
    }
}
