package route.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest {
    private static final Lexicon LEXICON = Lexicon.of(List.of(
            "# a comment, that counts for nothing",
            "[code]",
            "function, unit test",
            "[steps]",
            "step by step, 然后, größe",
            "[legal]",
            "unit test"));

    @ParameterizedTest
    @ValueSource(strings = {"a Function.", "FUNCTION", "(function)", "function\n", "my-function"})
    void aWordIsFoundWhateverItsCaseAndNeighbours(String text) {
        assertEquals(1, read(text).all(Mark.CODE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "func tion", "unit. test", "unit\ntest", "test unit", "comment", ""})
    void whatOnlyLooksLikeAPhraseIsNone(String text) {
        assertEquals(0, read(text).all(Mark.CODE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step by  step", "我们然后走", "GRÖSSE größe", "Step-by-Step"})
    void phrasesAreFoundInEveryScript(String text) {
        assertEquals(1, read(text).all(Mark.STEPS));
    }

    @Test
    void aPhraseMayHaveSeveralMarks() {
        assertEquals(1, read("a unit test").all(Mark.LEGAL));
        assertEquals("unit test", read("a unit test").evidence(Mark.LEGAL));
    }

    @Test
    void signsAndLinesAreCounted() {
        var reading = read("1. first?\n- second 3.50 and 1,000\n(A) x == y\nB. z\n```{}```");
        assertEquals(5, reading.lines);
        assertEquals(2, reading.listItems);
        assertEquals(2, reading.options);
        assertEquals(3, reading.numbers);
        assertEquals(1, reading.questions);
        assertEquals(10, reading.codeSigns);
    }

    @Test
    void wordsStandAtTheEndsOrInBetween() {
        var far = "x ".repeat(400);
        var reading = read("function " + far + "function " + far + "function");
        assertEquals(3, reading.all(Mark.CODE));
        assertEquals(2, reading.edge(Mark.CODE));
        assertEquals(1, reading.lead(Mark.CODE));
    }

    private static Features read(String text) {
        var reading = new Features();
        new Reader(LEXICON, reading).read(text);
        return reading;
    }
}
