package route.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** The log of calls in real time: one line each, added and never changed. */
final class Calls {
    private static final String LOG = "calls.jsonl";

    private final Disk disk;

    Calls(Disk disk) {
        this.disk = disk;
    }

    /** One call: which model it asked, what the request was, and how it ended. */
    record Entry(String dialect, String model, String digest, int status, long micros) {}

    void add(Entry entry) throws IOException {
        disk.append(
                LOG,
                (new String(Json.bytes(entry), StandardCharsets.US_ASCII) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    List<Entry> all() throws IOException {
        var entries = new ArrayList<Entry>();
        try (var lines = Files.newBufferedReader(disk.path(LOG))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                entries.add(Json.read(line.getBytes(StandardCharsets.US_ASCII), Entry.class));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }

    int seen(Digest digest) throws IOException {
        return Math.toIntExact(
                all().stream().filter(it -> it.digest().equals(digest.hex())).count());
    }
}
