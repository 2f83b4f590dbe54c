package route.flow;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.function.IntFunction;
import route.provider.CallException;
import route.provider.RemoteStatus;
import route.provider.Results;
import route.provider.Unfold;
import route.wire.Call;
import route.wire.NoAnswerException;

/** Brings the results of an ended batch into the job's folder, as files of JSON lines. */
final class Fetch {
    private final Remotes.Remote remote;

    Fetch(Remotes.Remote remote) {
        this.remote = remote;
    }

    /**
     * Fetches what is not there yet; a file is put in its place whole or not at all.
     *
     * @param target the file for each place, from 0
     * @return how many files there are
     */
    int all(RemoteStatus ended, IntFunction<Path> target) throws NoAnswerException {
        var results = remote.dialect().results(ended, remote.wire());
        if (results instanceof Results.Files it) return files(it, target);
        if (results instanceof Results.Pages it) return pages(it, target.apply(0));
        throw new AssertionError(results);
    }

    private int files(Results.Files files, IntFunction<Path> target) throws NoAnswerException {
        for (var place = 0; place < files.calls().size(); place++) {
            var file = target.apply(place);
            if (Files.exists(file)) continue;
            Home.folder(file.getParent());
            download(files.calls().get(place), file);
        }
        return files.calls().size();
    }

    private int pages(Results.Pages pages, Path target) throws NoAnswerException {
        if (Files.exists(target)) return 1;
        Home.folder(target.getParent());
        var lines = target.resolveSibling(target.getFileName() + ".lines");
        var page = target.resolveSibling(target.getFileName() + ".page");
        try {
            try (var out = new BufferedOutputStream(Home.write(lines), 1 << 16)) {
                var seen = new HashSet<String>();
                var token = "";
                do {
                    download(pages.page().apply(token), page);
                    token = Unfold.lines(page, pages, out);
                    if (!token.isEmpty() && !seen.add(token)) {
                        throw new CallException.Busy("the pages of the results come round again", 0, null);
                    }
                } while (!token.isEmpty());
            }
            Files.deleteIfExists(page);
            try (var channel = FileChannel.open(lines, java.nio.file.StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(lines, target, StandardCopyOption.ATOMIC_MOVE);
            Home.makeDurable(target);
            return 1;
        } catch (NoAnswerException lost) {
            throw lost;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    private void download(Call call, Path target) throws NoAnswerException {
        var reply = remote.wire().download(call, target);
        if (reply.status() == 200 || reply.status() == 204) return;
        if (!reply.isOk()) throw remote.dialect().trouble(reply);
        throw new CallException.Busy("status " + reply.status() + " came in place of the file", 0, null);
    }
}
