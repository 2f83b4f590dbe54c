package route.flow;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final int TRIES = 30;
    private static final int FILES = 100;

    @TempDir
    Path folder;

    @Test
    void whatAnotherProcessHasJustRemovedIsNotMissed() throws IOException {
        var spool = Files.createDirectories(folder.resolve("spool"));
        var old = Files.createDirectory(spool.resolve("in-1"));
        // Listed, and not there when it is looked at.
        Files.createSymbolicLink(spool.resolve("in-0"), folder.resolve("nowhere"));
        new Home(folder).sweep(Instant.now().plus(Duration.ofDays(2)), it -> true);
        assertFalse(Files.exists(old));
    }

    @Test
    void twoMayRemoveTheSameFolderAtOnce() throws Exception {
        for (var i = 0; i < TRIES; i++) {
            var shared = Files.createDirectories(folder.resolve("shared/inner")).getParent();
            for (var file = 0; file < FILES; file++) {
                Files.createFile(shared.resolve("inner/" + file));
            }
            var start = new CyclicBarrier(2);
            var both = new ArrayList<CompletableFuture<Void>>();
            for (var who = 0; who < 2; who++) both.add(CompletableFuture.runAsync(() -> remove(start, shared)));
            for (var it : both) it.get();
            assertFalse(Files.exists(shared));
        }
    }

    private static void remove(CyclicBarrier start, Path shared) {
        try {
            start.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        Home.remove(shared);
    }
}
