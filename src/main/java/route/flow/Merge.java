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
import java.util.Optional;
import route.domain.Delivery;
import route.domain.InputKind;
import route.domain.Outcome;
import route.domain.Pins;
import route.domain.Prepared;
import route.domain.RowResult;
import route.domain.RowState;
import route.prompt.PromptBuilder;
import route.report.RowResults;
import route.store.AttemptTable.Merged;
import route.store.JobRecord;
import route.tabular.ResultWriter;
import route.tabular.RowFile;

/** Writes the merged file: one pass over the rows in input order, each with the answer its last attempt points to. */
final class Merge {
    private static final int PAGE = 2_000;

    private final Desk desk;
    private final JobRecord job;

    Merge(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
    }

    /**
     * Writes the file aside, writes down that it is ours, and puts it in its place in one move: so that the job knows its
     * own file again, wherever it dies.
     *
     * @param isCopy whether the job's own output stays where it is
     */
    void toFile(Delivery delivery, Path target, boolean isCopy) {
        if (!isCopy) removeLeftovers(target);
        // Another process may be writing the same file; each has a name of its own until it is complete.
        var part = job.id() + "-" + Integer.toHexString(desk.world().chance().nextInt());
        var aside = target.resolveSibling("." + target.getFileName() + "." + part + ".part");
        try {
            var digest = writeAside(delivery, aside);
            desk.inTransaction(() -> {
                if (isCopy) desk.store().jobs().copied(job.n(), digest);
                else desk.store().jobs().written(job.n(), target.toString(), digest);
            });
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

    /** What a delivery of this job that died left beside the output. */
    private void removeLeftovers(Path target) {
        var start = "." + target.getFileName() + "." + job.id() + "-";
        try (var left = Files.newDirectoryStream(target.toAbsolutePath().getParent(), it -> isPart(it, start))) {
            for (var file : left) Files.delete(file);
        } catch (IOException e) {
            throw new HeldException("the folder of " + target + " cannot be read ("
                    + e.getClass().getSimpleName() + "): make it readable and writable, then route batch resume");
        }
    }

    private static boolean isPart(Path file, String start) {
        var name = file.getFileName().toString();
        return name.startsWith(start) && name.endsWith(".part");
    }

    private String writeAside(Delivery delivery, Path aside) throws IOException {
        var digest = ShardFile.sha256();
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
        var prompts = new PromptBuilder(desk.spec().ask(), layout.header());
        try (var input = RowFile.open(desk.home().input(job.id()), layout);
                var answers = new Answers(desk, job)) {
            var writer = ResultWriter.to(out, input, kind, delivery.safeCells());
            var after = 0L;
            for (var page = page(after); !page.isEmpty(); page = page(after)) {
                for (var it : page) {
                    var row = input.raw(
                            it.row().number(),
                            it.row().line(),
                            it.row().offset(),
                            it.row().length());
                    var id = kind == InputKind.OPENAI ? id(prompts, row.parse()) : "";
                    writer.write(row, result(it, answers), id);
                    after = it.row().number();
                }
                desk.progress(job.id(), "merging", after, job.rows());
            }
            writer.finish();
        }
    }

    private java.util.List<Merged> page(long after) {
        return desk.store().attempts().page(job.n(), after, PAGE);
    }

    private static String id(PromptBuilder prompts, route.domain.Row row) {
        if (!row.readable()) return "";
        return prompts.prepare(row.fields()) instanceof Prepared.Ready it
                ? it.pins().id()
                : Pins.NONE.id();
    }

    private static RowResult result(Merged it, Answers answers) {
        var row = it.row();
        var known = new RowResults.Known(
                row.state(),
                row.tier(),
                it.batch().map(b -> b.model().toString()).orElse(row.model()),
                row.score(),
                row.task(),
                row.attempts(),
                it.usage(),
                it.cost(),
                row.problem());
        var wanted = row.state() == RowState.ACCEPTED;
        Optional<Outcome> last = wanted ? answers.of(it) : Optional.empty();
        return RowResults.of(known, last);
    }
}
