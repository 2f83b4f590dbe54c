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
    private final Map<ResultFile, FileChannel> open = new ConcurrentHashMap<>();

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

    /** One of the result files of a batch. */
    private record ResultFile(String batchKey, int number) {}

    private byte[] read(Place place) {
        var file = new ResultFile(place.batchKey(), place.file());
        try {
            var known = open.get(file);
            var channel = known == null ? open.computeIfAbsent(file, this::open) : known;
            var line = ByteBuffer.allocate(place.length());
            while (line.hasRemaining()) {
                if (channel.read(line, place.offset() + line.position()) < 0) {
                    throw new EOFException("it ends too early");
                }
            }
            return line.array();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private FileChannel open(ResultFile file) {
        try {
            return FileChannel.open(path(file), StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Path path(ResultFile file) {
        return desk.home().results(job.id(), file.batchKey(), file.number());
    }

    private UncheckedIOException unreadable(ResultFile file, IOException e) {
        return new UncheckedIOException("the result file " + path(file) + " cannot be read", e);
    }

    @Override
    public void close() throws IOException {
        for (var channel : open.values()) channel.close();
    }
}
