package route.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The files: what was uploaded, and the names under which results are fetched. */
final class Uploads {
    private static final String RECORD = ".json";
    private static final String CONTENT = ".jsonl";
    private static final String DELETED = ".deleted";

    private final Disk disk;

    Uploads(Disk disk) {
        this.disk = disk;
    }

    void sweep(java.time.Instant before) throws IOException {
        disk.sweep(before);
    }

    Path aside() throws IOException {
        return disk.aside();
    }

    /** Takes in bytes written aside. Without a record they are kept, but listed nowhere. */
    void keep(String id, Path aside) throws IOException {
        disk.settle(aside, id + CONTENT);
    }

    void save(FileRecord file) throws IOException {
        disk.write(file.id() + RECORD, Json.bytes(file));
    }

    Path content(String id) {
        return disk.path(id + CONTENT);
    }

    Optional<FileRecord> find(String id) throws IOException {
        if (!Disk.isName(id) || isDeleted(id)) return Optional.empty();
        var bytes = disk.read(id + RECORD);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Json.read(bytes.get(), FileRecord.class));
    }

    boolean isDeleted(String id) {
        return disk.has(id + DELETED);
    }

    /** Hides a file. Its bytes stay: a batch may still need them. */
    void delete(String id) throws IOException {
        disk.write(id + DELETED, new byte[0]);
    }

    List<FileRecord> newestFirst() throws IOException {
        var files = new ArrayList<FileRecord>();
        for (var id : disk.names(RECORD)) find(id).ifPresent(files::add);
        files.sort(Comparator.comparingLong(FileRecord::createdMicros)
                .thenComparing(FileRecord::id)
                .reversed());
        return files;
    }
}
