package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void wordsStandOnTheLeftAndNumbersOnTheRight() {
        var table = new Table()
                .text("name")
                .number("rows")
                .text("end")
                .row("a", "7", "x")
                .row("bcdef", "12,345", "");
        assertEquals("""
                name     rows  end
                a           7  x
                bcdef  12,345
                """, table.render(80, Paint.OFF));
    }

    @Test
    void elasticColumnsGiveTheWidestFirst() {
        var table = new Table().elastic("one").elastic("two").number("n").row("a".repeat(20), "b".repeat(10), "1");
        assertEquals("""
                one     two      n
                aaaa... bbbbb... 1
                """, table.render(18, Paint.OFF));
    }

    @Test
    void columnsMoveTogetherBeforeWordsAreCut() {
        var table = new Table().elastic("one").elastic("two").row("aaaa", "bbbb");
        assertEquals("one   two\naaaa  bbbb\n", table.render(10, Paint.OFF));
        assertEquals("one  two\naaaa bbbb\n", table.render(9, Paint.OFF));
    }

    @Test
    void remarksRunOverTheColumnsAndAreWrapped() {
        var table = new Table()
                .text("job")
                .text("state")
                .row("t7k2", "HELD")
                .remark("held: the budget of $5.00 is used up");
        assertEquals("""
                job   state
                t7k2  HELD
                    held: the budget
                    of $5.00 is used
                    up
                """, table.render(20, Paint.OFF));
    }

    @Test
    void cellsAreMadeHarmless() {
        var table = new Table().text("a").row("x\u001b[2Jy\nz");
        assertEquals("a\nx?[2Jy z\n", table.render(80, Paint.OFF));
    }

    @Test
    void aLineWithTooFewCellsIsAMistakeOfOurs() {
        var table = new Table().text("a").text("b");
        assertThrows(IllegalArgumentException.class, () -> table.row("only one"));
    }

    @Test
    void elasticTablesFitWhateverIsInThem() {
        var chance = new Random(5);
        for (int run = 0; run < 300; run++) {
            var table = new Table().elastic("tier").elastic("model").number("rows");
            for (int row = 0; row < 5; row++) {
                table.row(
                        "t".repeat(chance.nextInt(60)),
                        "m".repeat(chance.nextInt(90)),
                        "9".repeat(1 + chance.nextInt(9)));
            }
            var width = 30 + chance.nextInt(60);
            assertTrue(table.render(width, Paint.OFF).lines().allMatch(it -> it.length() <= width));
        }
    }
}
