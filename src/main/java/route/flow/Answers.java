package route.flow;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import route.domain.Outcome;
import route.store.AttemptTable.Merged;
import route.store.JobRecord;

/** Reads answers from the job's result files, by their place. */
final class Answers implements AutoCloseable {
    private final Desk desk;
    private final JobRecord job;
    private final Map<Path, FileChannel> open = new HashMap<>();

    Answers(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
    }

    /** What a row's last attempt brought, with its text; empty where it has none. */
    Optional<Outcome> of(Merged row) {
        if (row.last().isEmpty() || row.batch().isEmpty()) return Optional.empty();
        var attempt = row.last().get();
        var batch = row.batch().get();
        if (attempt.file() < 0) return Optional.of(attempt.outcome());
        var line = read(desk.home().results(job.id(), batch.key(), attempt.file()), attempt.offset(), attempt.length());
        return Optional.of(
                desk.remotes().dialect(batch.model()).read(line, 0, line.length).outcome());
    }

    private byte[] read(Path file, long offset, int length) {
        try {
            var channel = open.get(file);
            if (channel == null) {
                channel = FileChannel.open(file, StandardOpenOption.READ);
                open.put(file, channel);
            }
            var line = ByteBuffer.allocate(length);
            while (line.hasRemaining()) {
                if (channel.read(line, offset + line.position()) < 0) throw new EOFException("it ends too early");
            }
            return line.array();
        } catch (IOException e) {
            throw new UncheckedIOException("the result file " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var channel : open.values()) channel.close();
    }
}
