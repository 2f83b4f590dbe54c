package route.flow;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import route.domain.ModelRef;
import route.domain.Outcome;
import route.store.AttemptTable.Merged;
import route.store.AttemptTable.Place;
import route.store.JobRecord;

/** Reads answers from the job's result files, by their place. Any number of threads may do so at once. */
final class Answers implements AutoCloseable {
    private final Desk desk;
    private final JobRecord job;
    private final Map<Path, FileChannel> open = new ConcurrentHashMap<>();

    Answers(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
    }

    /** What a row's last attempt brought, with its text; empty where it has none. */
    Optional<Outcome> of(Merged row) {
        if (row.last().isEmpty() || row.answer().file() < 0) return row.last();
        return Optional.of(at(ModelRef.parse(row.model()), row.answer()));
    }

    /** What stands at a place of a model's result file. */
    Outcome at(ModelRef model, Place place) {
        var line = read(place);
        return desk.remotes().dialect(model).read(line, 0, line.length).outcome();
    }

    private byte[] read(Place place) {
        var file = desk.home().results(job.id(), place.batchKey(), place.file());
        try {
            var channel = open.computeIfAbsent(file, Answers::open);
            var line = ByteBuffer.allocate(place.length());
            while (line.hasRemaining()) {
                if (channel.read(line, place.offset() + line.position()) < 0) {
                    throw new EOFException("it ends too early");
                }
            }
            return line.array();
        } catch (IOException e) {
            throw new UncheckedIOException("the result file " + file + " cannot be read", e);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException("the result file " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var channel : open.values()) channel.close();
    }
}
