package route.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Predicate;
import route.domain.InputException;
import route.domain.JobId;
import route.domain.OwnerOnly;
import route.domain.Sha256;

/** Where things lie in the state directory. Folders are made as they are needed, for their owner alone. */
record Home(Path root) {

    Path database() {
        return root.resolve("route.db");
    }

    Path job(JobId job) {
        return root.resolve("jobs").resolve(job.value());
    }

    /** The job's private copy of its input. */
    Path input(JobId job) {
        return job(job).resolve("input");
    }

    /** The request file of a batch; it is kept until the batch is over. */
    Path shard(JobId job, String key) {
        return shards(job).resolve(key);
    }

    Path shards(JobId job) {
        return job(job).resolve("shards");
    }

    /** A result file of a batch, by its place in the provider's list, from 0. */
    Path results(JobId job, String key, int place) {
        return job(job).resolve("results").resolve(key + "-" + place + ".jsonl");
    }

    /** What the job was promised to come to, where a saved plan was submitted. */
    Path promise(JobId job) {
        return job(job).resolve("plan.json");
    }

    /** What a model is asked about a job's rows. */
    Path questions(JobId job) {
        return job(job).resolve("questions.jsonl");
    }

    /** What it answered. */
    Path advice(JobId job) {
        return job(job).resolve("advice.jsonl");
    }

    /** Where profiles lie. */
    Path profiles() {
        return root.resolve("profiles");
    }

    /** The lock under which batches are created where one must be created at a time. */
    Path creating(String provider) {
        return root.resolve("locks").resolve("creating-" + provider);
    }

    /** The lock under which the rows of an incremental job are read. */
    Path reading(String name) {
        var digest = Sha256.begin().digest(name.getBytes(StandardCharsets.UTF_8));
        return root.resolve("locks").resolve("reading-" + HexFormat.of().formatHex(digest, 0, 16));
    }

    Path lock(JobId job) {
        return job(job).resolve("lock");
    }

    /** A fresh folder under {@code spool/} for something that has no home yet. */
    Path spool() {
        try {
            return Files.createTempDirectory(folder(root.resolve("spool")), "in-");
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** Makes a folder with its parents where they are missing, each readable by its owner alone. */
    static Path folder(Path folder) {
        try {
            return OwnerOnly.folder(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Writes a file of the state from its start. */
    static OutputStream write(Path file) throws IOException {
        return Channels.newOutputStream(OwnerOnly.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    /** Makes sure that a file which was just put in its place is still there after a power cut. */
    static void makeDurable(Path file) throws IOException {
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Removes what runs that died left more than a day ago: under {@code spool/}, and folders of jobs never written down. */
    void sweep(Instant now, Predicate<JobId> isKnown) {
        sweep(root.resolve("spool"), now, it -> true);
        sweep(root.resolve("jobs"), now, it -> JobId.isOne(it) && !isKnown.test(new JobId(it)));
    }

    private static void sweep(Path folder, Instant now, Predicate<String> isLeft) {
        if (Files.notExists(folder)) return;
        try (var all = Files.list(folder)) {
            for (var it : all.toList()) {
                if (isOld(it, now) && isLeft.test(it.getFileName().toString())) remove(it);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }

    private static boolean isOld(Path path, Instant now) throws IOException {
        try {
            return Duration.between(Files.getLastModifiedTime(path).toInstant(), now)
                            .toDays()
                    >= 1;
        } catch (NoSuchFileException gone) {
            // Another process has just removed it.
            return false;
        }
    }

    /** Removes a file, if it is there. */
    static void removeFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder and all in it, as far as another process has not done so already. */
    static void remove(Path folder) {
        if (Files.notExists(folder)) return;
        try {
            Files.walkFileTree(folder, new Removal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            if (e != null && !(e instanceof NoSuchFileException)) throw e;
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    private static InputException unusable(Path folder, IOException e) {
        return new InputException(
                "the state directory cannot be used: " + folder + " ("
                        + e.getClass().getSimpleName() + ")\n"
                        + "make it writable, or name another one with --home or ROUTE_HOME",
                e);
    }
}
