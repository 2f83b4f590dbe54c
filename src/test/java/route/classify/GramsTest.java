package route.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GramsTest {
    private final Lexicon lexicon = Lexicon.load();

    @Test
    void aTextIsItsWordsAndThePairsOfNeighboursEachOnce() {
        assertEquals(6, read("one two three").count());
        assertEquals(4, read("one one one one").pieces());
        assertEquals(3, read("one one one one").count(), "the word, the word at the start, and the word twice");
    }

    @Test
    void caseAndBlanksDoNotMatterAndOrderDoes() {
        assertEquals(slots("Find the ROOT"), slots("find  the\nroot"));
        assertNotEquals(slots("dog bites man"), slots("man bites dog"));
    }

    @Test
    void numbersAreTheSameWordWhereTheyHaveAsManyDigits() {
        assertEquals(slots("add 12 and 7"), slots("add 99 and 3"));
        assertNotEquals(slots("add 12"), slots("add 123"));
        assertEquals(slots("year 1234"), slots("year 987654321"));
    }

    @Test
    void signsAreWords() {
        assertEquals(3, read("x = y").pieces());
        assertNotEquals(slots("x = y"), slots("x + y"));
    }

    @Test
    void theQuestionEndsWhereTheOptionsBegin() {
        var features = new Features();
        new Reader(lexicon, features).read("Which is it?\nA. this\nB. that");
        assertEquals(4, features.questionPieces());
        assertEquals(10, features.pieces());
        assertEquals(2, features.options);
    }

    @Test
    void aTextOfManyDifferentWordsKeepsThemAll() {
        var text = new StringBuilder();
        for (int at = 0; at < 2_000; at++)
            text.append((char) ('a' + at % 26))
                    .append((char) ('a' + at / 26 % 26))
                    .append(at % 7)
                    .append(' ');
        var grams = read(text.toString());
        var slots = new TreeSet<Integer>();
        for (int at = 0; at < grams.count(); at++) slots.add(grams.slot(at));
        assertEquals(grams.count(), slots.size());
    }

    @Test
    void marksThatWereGivenBackKnowNothingOfTheTextBefore() {
        var marks = Grams.marks();
        var first = new Features(new Grams(marks));
        new Reader(lexicon, first).read("one two three");
        first.grams().end();
        var second = new Features(new Grams(marks));
        new Reader(lexicon, second).read("one two three");
        assertEquals(6, first.grams().count(), "still there to be read");
        assertEquals(6, second.grams().count());
    }

    private TreeSet<Integer> slots(String text) {
        var grams = read(text);
        var slots = new TreeSet<Integer>();
        for (int at = 0; at < grams.count(); at++) slots.add(grams.slot(at));
        return slots;
    }

    private Grams read(String text) {
        var features = new Features();
        new Reader(lexicon, features).read(text);
        return features.grams();
    }
}
