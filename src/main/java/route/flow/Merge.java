package route.flow;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import route.domain.Delivery;
import route.domain.InputKind;
import route.domain.Sha256;
import route.prompt.PromptBuilder;
import route.store.AttemptTable;
import route.store.AttemptTable.Merged;
import route.store.JobRecord;
import route.tabular.Ordered;
import route.tabular.ResultWriter;
import route.tabular.RowFile;

/** Writes the merged file, once: one pass over the rows in input order, made ready on two threads. */
final class Merge {
    private static final Pattern COPY = Pattern.compile("\\+(\\d{1,18})-.*");
    private static final int PAGE = 512;
    private static final int WORKERS = 2;

    private final Desk desk;
    private final JobRecord job;
    private final AttemptTable attempts;
    private long read;
    private long merged;
    private Optional<IOException> unwritten = Optional.empty();

    Merge(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
        this.attempts = desk.store().attempts();
    }

    /** Puts the job's own output in its place, and removes what a delivery that died left beside it. For the job's owner. */
    void deliver(Delivery delivery, Path target) {
        removeLeftovers(target);
        toFile(delivery, target, "-", digest -> desk.store().jobs().written(job.n(), target.toString(), digest));
    }

    /**
     * The same for anybody, while others may be at work on the job: its owner's unfinished file is left alone.
     *
     * @param isElsewhere whether the job's own output stays where it is
     * @param still refuses, once all is read, where something was taken away in the meantime
     */
    void copy(Delivery delivery, Path target, boolean isElsewhere, Runnable still) {
        toFile(delivery, target, "+", digest -> {
            still.run();
            if (isElsewhere) desk.store().jobs().copied(job.n(), digest);
            else desk.store().jobs().written(job.n(), target.toString(), digest);
        });
    }

    /**
     * Writes the file aside, writes down that it is ours, and puts it in its place in one move: so that the job knows its
     * own file again, wherever it dies.
     */
    private void toFile(Delivery delivery, Path target, String kind, Consumer<String> writeDown) {
        // Other processes may be writing the same file; each has a name of its own until it is complete.
        var own = ProcessHandle.current().pid() + "-"
                + Integer.toHexString(desk.world().chance().nextInt());
        var aside = target.resolveSibling("." + target.getFileName() + "." + job.id() + kind + own + ".part");
        try {
            var digest = writeAside(delivery, aside);
            desk.inTransaction(() -> writeDown.accept(digest));
            desk.contact("before the merged file is put in its place");
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Home.makeDurable(target);
            desk.contact("after the merged file was put in its place");
        } catch (IOException e) {
            throw new HeldException("the merged file " + target + " cannot be written ("
                    + e.getClass().getSimpleName()
                    + "): make room or make the folder writable, then route batch resume");
        } finally {
            drop(aside);
        }
    }

    private void removeLeftovers(Path target) {
        var start = "." + target.getFileName() + "." + job.id();
        try (var left = Files.newDirectoryStream(target.toAbsolutePath().getParent(), it -> isLeft(it, start))) {
            for (var file : left) Files.delete(file);
        } catch (IOException e) {
            throw new HeldException("the folder of " + target + " cannot be read ("
                    + e.getClass().getSimpleName() + "): make it readable and writable, then route batch resume");
        }
    }

    private static boolean isLeft(Path file, String start) {
        var name = file.getFileName().toString();
        if (!name.startsWith(start) || !name.endsWith(".part")) return false;
        // A copy may still be written, by the process that its name begins with.
        var writer = COPY.matcher(name.substring(start.length()));
        if (!writer.matches()) return name.startsWith("-", start.length());
        return ProcessHandle.of(Long.parseLong(writer.group(1))).isEmpty();
    }

    private String writeAside(Delivery delivery, Path aside) throws IOException {
        var digest = Sha256.begin();
        try (var out =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(aside), digest), 1 << 16)) {
            write(delivery, out);
        }
        try (var channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void drop(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            throw new UncheckedIOException("the unfinished file " + aside + " cannot be removed", e);
        }
    }

    void write(Delivery delivery, OutputStream out) throws IOException {
        var layout = desk.store().jobs().layout(job.n());
        var kind = delivery.kind().orElse(layout.kind());
        var ids = kind == InputKind.OPENAI
                ? Optional.of(new PromptBuilder(desk.spec().ask(), layout.header()))
                : Optional.<PromptBuilder>empty();
        try (var input = RowFile.open(desk.home().input(job.id()), layout);
                var answers = new Answers(desk, job)) {
            var writer = ResultWriter.to(out, input, kind, delivery.safeCells());
            writer.finish();
            var rows = new MergedRows(input, answers, ids);
            Ordered.<Merged, MergedRows.Part>run(
                    WORKERS, this::next, () -> rows.worker(writer), part -> write(out, part));
        } catch (UncheckedIOException e) {
            if (unwritten.isPresent()) throw unwritten.get();
            throw e;
        }
    }

    private List<Merged> next() {
        var page = attempts.page(job.n(), read, PAGE);
        if (!page.isEmpty()) read = page.get(page.size() - 1).number();
        return page;
    }

    private void write(OutputStream out, MergedRows.Part part) {
        try {
            part.bytes().writeTo(out);
        } catch (IOException e) {
            unwritten = Optional.of(e);
            throw new UncheckedIOException(e);
        }
        merged += part.rows();
        desk.progress(job.id(), "merging", merged, job.rows());
    }
}
