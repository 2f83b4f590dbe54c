package route.flow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import route.domain.BatchState;
import route.domain.Lane;
import route.domain.Outcome;
import route.provider.CallException;
import route.provider.RemoteStatus;
import route.store.BatchRecord;
import route.store.JobRecord;
import route.wire.NoAnswerException;

/**
 * Fetches the result files of ended batches and reads them into attempts, a block at a time with the place reached, so
 * that a half-read file is read on from there. Then it accounts for every row and books the charge.
 */
final class CollectStep implements Step {
    /** How often whole results in which rows are missing are fetched again before these rows count as missing. */
    private static final int REFETCHES = 3;

    /** How often files that break off in the middle of a line are. */
    private static final int REFETCHES_OF_BROKEN = 10;

    /** Files of one fetch are numbered from a multiple of this. */
    static final int FILES_PER_FETCH = 100;

    /** For how long results are read in one pass while calls in real time are under way, whose batches wait meanwhile. */
    private static final Duration SLICE = Duration.ofMillis(500);

    private static final String INCOMPLETE = "rows are missing";

    private final Desk desk;
    private final Calls calls;

    /** @param calls have their turn while results are read, and the other steps theirs from time to time */
    CollectStep(Desk desk, Calls calls) {
        this.desk = desk;
        this.calls = calls;
    }

    @Override
    public int advance(JobRecord job) {
        if (!job.state().isOpen()) return 0;
        var moved = 0;
        for (var batch : desk.store().batches().inState(job.n(), BatchState.ENDED)) {
            if (desk.world().sleeper().stopping()) return moved;
            if (!batch.dueAt().isAfter(desk.now())) moved += collect(job, batch);
        }
        return moved;
    }

    private int collect(JobRecord job, BatchRecord batch) {
        try {
            // What lies in the job's folder is accounted for whatever the provider says or no longer says.
            var here = batch.fetched().isPresent() ? Optional.of(batch) : fetch(job, batch);
            return here.isPresent() ? take(job, here.get()) : 0;
        } catch (CallException.Declined e) {
            return declined(job, batch, e);
        } catch (CallException.Busy e) {
            return later(job, batch, e, e.retryAfterSeconds());
        } catch (CallException.Unclear e) {
            return later(job, batch, e, Optional.empty());
        }
    }

    private int later(JobRecord job, BatchRecord batch, Exception e, Optional<Integer> asked) {
        desk.later(batch, asked);
        desk.say(
                Event.Level.WARNING,
                job,
                "results of " + batch.model().provider() + " could not be fetched, trying again later: "
                        + e.getMessage());
        return 0;
    }

    /** Results that are gone for good leave rows that may have been billed; anything else a person can mend. */
    private int declined(JobRecord job, BatchRecord batch, CallException.Declined e) {
        if (e.kind() == CallException.Declined.Kind.GONE) {
            return new Gone(desk).heed(job, batch, "its results are gone: " + e.getMessage());
        }
        desk.inTransaction(() -> desk.store().batches().failing(batch.n(), desk.now()));
        desk.hold(Remedy.held(batch, e));
        desk.later(batch, Optional.empty());
        return 0;
    }

    /** What the provider said of a batch, and how many result files of it lie in the job's folder now. */
    private record Fetched(RemoteStatus status, int files) {}

    /** The batch with its result files here; empty while they are on their way. */
    private Optional<BatchRecord> fetch(JobRecord job, BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        var brought = desk.courier().bring("fetch " + batch.n(), () -> download(job, batch, remote));
        return brought.map(it -> {
            var status = it.status();
            desk.inTransaction(() -> {
                desk.store().batches().seen(batch.n(), status.word(), status.done());
                desk.store().batches().working(batch.n());
                desk.store()
                        .batches()
                        .fetched(batch.n(), it.files(), unmentioned(status).name(), status.problem());
            });
            return desk.store().batches().get(batch.n());
        });
    }

    private Fetched download(JobRecord job, BatchRecord batch, Remotes.Remote remote) {
        var status = remote.dialect().status(batch.remoteId(), remote.wire());
        try {
            return new Fetched(status, new Fetch(remote).all(status, place -> file(job, batch, place)));
        } catch (NoAnswerException e) {
            throw new CallException.Unclear(e.getMessage(), e);
        }
    }

    /** What a row came to that the results of such a batch do not mention. */
    private static Outcome.Reason unmentioned(RemoteStatus status) {
        // A batch that never came to an end may yet be worked on: its rows must not be bought again unasked.
        if (status.phase() != RemoteStatus.Phase.ENDED) return Outcome.Reason.LOST;
        var word = status.word().toLowerCase(Locale.ROOT);
        if (word.contains("expired")) return Outcome.Reason.EXPIRED;
        if (word.contains("cancel")) return Outcome.Reason.CANCELLED;
        return Outcome.Reason.MISSING;
    }

    private Path file(JobRecord job, BatchRecord batch, int place) {
        return desk.home().results(job.id(), batch.key(), batch.refetched() * FILES_PER_FETCH + place);
    }

    private List<Path> files(JobRecord job, BatchRecord batch) {
        return IntStream.range(0, batch.fetched().orElse(0))
                .mapToObj(place -> file(job, batch, place))
                .toList();
    }

    /** Reads what was fetched, unless it is somebody else's, and accounts for the batch, unless it came short. */
    private int take(JobRecord job, BatchRecord batch) {
        // What was asked in real time lies nowhere else.
        var isElsewhere = batch.lane() == Lane.BATCH;
        if (isElsewhere && !files(job, batch).stream().allMatch(Files::exists)) {
            var first = batch.refetched() * FILES_PER_FETCH;
            desk.inTransaction(() -> desk.store().attempts().removeRead(batch.n(), first));
            return refetch(job, batch, "a result file is no longer in the job's folder");
        }
        if (batch.adopted()) {
            var ours = isOurs(job, batch);
            if (ours.isEmpty())
                return batch.refetched() < REFETCHES ? refetch(job, batch, INCOMPLETE) : unproven(job, batch);
            if (!ours.get()) return new Doubt(desk).disown(job, batch);
        }
        var first = batch.refetched() * FILES_PER_FETCH;
        for (var place = 0; place < batch.fetched().orElse(0); place++) {
            if (first + place < batch.readFile()) continue;
            var offset = first + place == batch.readFile() ? batch.readOffset() : 0;
            // Read on in the next pass.
            if (!readFile(job, batch, first + place, offset)) return 1;
        }
        var closed = new Accounting(desk, job, batch, calls).close(() -> cameShort(job, batch));
        return closed ? 1 : refetch(job, batch, INCOMPLETE);
    }

    /** Results that name no row do not show whose the batch is: nothing of it can be kept, and it may have been billed. */
    private int unproven(JobRecord job, BatchRecord batch) {
        new Lost(desk).giveUp(job, batch, "its results name no row, so whose they are cannot be told");
        return 1;
    }

    /** Whose results these are, of a batch that a search took for ours, by the first id that can be read. */
    private Optional<Boolean> isOurs(JobRecord job, BatchRecord batch) {
        var dialect = desk.remotes().dialect(batch.model());
        for (var file : files(job, batch)) {
            // Unlike Files.newBufferedReader, this bears a file that breaks off within a character.
            try (var lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var id = dialect.read(line).customId();
                    if (!id.isEmpty()) return Optional.of(id.startsWith(PlanStep.idPrefix(batch.key()) + "-"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the result file " + file + " cannot be read", e);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the files of a batch in which rows are missing may have been cut on their way: a batch's results mention
     * every row, worked on or not; all the more where a file breaks off in the middle of a line.
     */
    private boolean cameShort(JobRecord job, BatchRecord batch) {
        // Nobody has more of it than we.
        if (batch.lane() == Lane.REALTIME) return false;
        var isSaid = batch.unmentioned().equals(Outcome.Reason.LOST.name())
                || !batch.problem().isEmpty();
        if (isSaid) return false;
        var broken = files(job, batch).stream().anyMatch(CollectStep::breaksOff);
        return batch.refetched() < (broken ? REFETCHES_OF_BROKEN : REFETCHES);
    }

    private static boolean breaksOff(Path path) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() == 0) return true;
            file.seek(file.length() - 1);
            return file.read() != '\n';
        } catch (IOException e) {
            throw new UncheckedIOException("the result file " + path + " cannot be read", e);
        }
    }

    /** Fetches the files once more, beside those that are there: what they already told stays. */
    private int refetch(JobRecord job, BatchRecord batch, String why) {
        desk.inTransaction(() -> desk.store().batches().refetch(batch.n(), (batch.refetched() + 1) * FILES_PER_FETCH));
        desk.later(desk.store().batches().get(batch.n()), Optional.empty());
        desk.say(
                Event.Level.NOTE,
                job,
                why + ": fetching the results of " + batch.model().provider() + " once more");
        return 0;
    }

    /** Whether it was read to its end. */
    private boolean readFile(JobRecord job, BatchRecord batch, int number, long offset) {
        var file = desk.home().results(job.id(), batch.key(), number);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(offset);
            var end = desk.now().plus(SLICE);
            return new ResultReader(desk, job, batch, number, calls)
                    .readAll(
                            Channels.newInputStream(channel),
                            offset,
                            () -> !desk.now().isBefore(end));
        } catch (IOException e) {
            throw new UncheckedIOException("the result file " + file + " cannot be read", e);
        }
    }
}
