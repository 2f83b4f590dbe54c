package route.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;

/** Makes a batch of rows while they are read: their results are written aside, and kept once all rows are in. */
final class Taking {
    private final Stage stage;

    Taking(Stage stage) {
        this.stage = stage;
    }

    /** Hands every row to the assay; what is wrong with the whole, where something is. */
    interface Rows {
        Complaint read(Assay assay) throws IOException;
    }

    /** A batch that is not saved yet, and the troubled requests in it. */
    record Taken(AcceptedBatch batch, Map<String, Integer> sightings) {}

    Taken take(AcceptedBatch draft, Map<String, String> metadata, Rows rows) throws IOException {
        var aside = stage.batches().aside();
        try {
            final Assay assay;
            final Complaint complaint;
            try (var results = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
                assay = new Assay(draft, stage.batches().history(draft.id()), results);
                complaint = rows.read(assay);
            }
            if (complaint.isReal()) {
                // of a batch that was turned down nothing is counted
                var nothing = new Assay(draft, Map.of(), OutputStream.nullOutputStream());
                return new Taken(stage.finished(draft, nothing, metadata, complaint), Map.of());
            }
            stage.batches().keepResults(draft.id(), aside);
            return new Taken(stage.finished(draft, assay, metadata, complaint), assay.sightings());
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
