package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.BatchState;
import route.domain.JobId;
import route.flow.BatchView;
import route.flow.Event;

class ProgressBarTest {

    private static Event.Progress progress(long done, long total) {
        return new Event.Progress(new JobId("t7k2"), "waiting", done, total);
    }

    @Test
    void theBarFillsWithTheRows() {
        assertEquals("t7k2 waiting [>             ] 0/500 0 %", ProgressBar.text(progress(0, 500), 40));
        assertEquals("t7k2 waiting [=======>    ] 312/500 62 %", ProgressBar.text(progress(312, 500), 41));
        assertEquals("t7k2 waiting [==========] 500/500 100 %", ProgressBar.text(progress(500, 500), 40));
    }

    @Test
    void withoutATotalOnlyTheCountIsShown() {
        assertEquals("t7k2 waiting 1,234", ProgressBar.text(progress(1_234, 0), 80));
    }

    private static BatchView batch(Optional<Instant> expectedAt) {
        var it = Sample.batch(BatchState.RUNNING);
        return new BatchView(
                it.key(),
                it.round(),
                it.model(),
                it.lane(),
                it.rows(),
                it.done(),
                it.state(),
                it.remoteId(),
                it.word(),
                it.problem(),
                it.sentAt(),
                it.dueAt(),
                it.deadline(),
                it.discount(),
                expectedAt);
    }

    private static List<String> lines(int width, BatchView... batches) {
        return ProgressBar.lines(new Event.Waiting(progress(312, 500), List.of(batches)), Sample.NOW, width);
    }

    @Test
    void oneBatchSaysWhenItIsUsuallyDone() {
        var soon = batch(Optional.of(Sample.NOW.plusSeconds(3600)));
        assertEquals(List.of("t7k2 waiting [======>   ] 312/500 62 %, usually done by 08:30 UTC"), lines(66, soon));
        var tomorrow = batch(Optional.of(Sample.NOW.plusSeconds(86_400)));
        assertTrue(lines(90, tomorrow).get(0).endsWith("usually done by 2026-11-21 07:30 UTC"));
    }

    @Test
    void theJobIsDoneWhenItsLastBatchIsAndNothingIsSaidWhereOneCannotBeTold() {
        var soon = batch(Optional.of(Sample.NOW.plusSeconds(60)));
        var later = batch(Optional.of(Sample.NOW.plusSeconds(7200)));
        var known = lines(80, soon, later);
        assertTrue(known.get(0).endsWith("usually done by 09:30 UTC"), known::toString);
        assertTrue(known.get(1).endsWith("200/400 50 %, usually done by 07:31 UTC"), known::toString);
        var unknown = lines(80, soon, batch(Optional.empty()));
        assertTrue(unknown.get(0).endsWith("312/500 62 %"), unknown::toString);
    }

    @Test
    void manyBatchesAreCutShortAndNoLineIsTooLong() {
        var batches = Collections.nCopies(30, batch(Optional.of(Sample.NOW.plusSeconds(60))));
        for (var width = 40; width < 120; width++) {
            var lines = lines(width, batches.toArray(BatchView[]::new));
            assertEquals(10, lines.size());
            assertEquals("  and 22 more", lines.get(9));
            for (var line : lines) assertTrue(line.length() < width, line);
        }
    }

    @Test
    void itFitsAnyWidth() {
        for (int width = 40; width < 120; width++) {
            for (long done : new long[] {0, 1, 499_999, 1_000_000, 2_000_000}) {
                var text = ProgressBar.text(progress(done, 1_000_000), width);
                assertTrue(text.length() < width, text);
            }
        }
    }
}
