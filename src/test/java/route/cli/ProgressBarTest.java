package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import route.domain.JobId;
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
