package route.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BadRowTest {

    @Test
    void rowsWithOneReasonShareALineThatNamesThemAll() {
        var bad = List.of(
                new BadRow(1, 2, "the prompt is empty"),
                new BadRow(2, 3, "the prompt is empty"),
                new BadRow(3, 9, "not JSON"),
                new BadRow(4, 10, "the prompt is empty"),
                new BadRow(5, 11, "the prompt is empty"),
                new BadRow(6, 12, "the prompt is empty"),
                new BadRow(20, 40, "the prompt is empty"));
        assertEquals(
                List.of(
                        "6 rows (1, 2, 4 to 6, 20; lines 2, 3, 10 to 12, 40): the prompt is empty",
                        "row 3, line 9: not JSON"),
                BadRow.lines(bad));
        assertEquals(List.of(), BadRow.lines(List.of()));
    }
}
