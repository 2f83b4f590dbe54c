package route.flow;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import route.domain.Limits;
import route.domain.Money;
import route.domain.Sha256;
import route.provider.Framing;
import route.store.BatchTable;

/** The request file of one batch while it is written: grows row by row up to the provider's limits. */
final class ShardFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Framing framing;
    private final Limits limits;
    private final MessageDigest digest = Sha256.begin();
    private final OutputStream out;
    private final byte[] between;
    private int rows;
    private long bytes;
    private long firstRow;
    private long lastRow;
    private Money worst = Money.ZERO;
    private Money worstRow = Money.ZERO;

    ShardFile(Path target, Framing framing, Limits limits) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.framing = framing;
        this.limits = limits;
        this.between = framing.between().getBytes(StandardCharsets.UTF_8);
        Home.folder(target.getParent());
        try {
            out = new DigestOutputStream(new BufferedOutputStream(Home.write(part), 1 << 16), digest);
            write(framing.head().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the request file " + part + " cannot be written", e);
        }
    }

    int rows() {
        return rows;
    }

    /** The last row in the file; 0 where it is empty. */
    long lastRow() {
        return lastRow;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    boolean hasRoomFor(byte[] request) {
        return rows < limits.maxRows()
                && bytes + between.length + request.length + framing.tail().length() <= limits.maxBytes();
    }

    void add(long row, byte[] request, Money worstCost) {
        try {
            if (rows > 0) write(between);
            write(request);
        } catch (IOException e) {
            throw new UncheckedIOException("the request file " + part + " cannot be written", e);
        }
        if (rows == 0) firstRow = row;
        lastRow = row;
        rows++;
        worst = worst.plus(worstCost);
        if (worstCost.isMoreThan(worstRow)) worstRow = worstCost;
    }

    private void write(byte[] data) throws IOException {
        out.write(data);
        bytes += data.length;
    }

    Money worst() {
        return worst;
    }

    /** What the dearest row may cost. */
    Money worstRow() {
        return worstRow;
    }

    /** Ends the file, makes it durable and puts it in its place. */
    BatchTable.Cut seal() {
        try {
            write(framing.tail().getBytes(StandardCharsets.UTF_8));
            out.close();
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Home.makeDurable(target);
        } catch (IOException e) {
            throw new UncheckedIOException("the request file " + target + " cannot be written", e);
        }
        return new BatchTable.Cut(rows, firstRow, lastRow, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
