package route.classify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordHashTest {

    @Test
    void eightLettersAtATimeMakeTheSameHashAsOneByOne() {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            var word = word(random, 1 + random.nextInt(30), 52);
            var signs = Arrays.copyOf(word.getBytes(US_ASCII), word.length() + 8);
            assertEquals(oneByOne(word), inSteps(signs), word);
        }
    }

    @Test
    void caseMakesNoDifferenceAndEveryOtherLetterDoes() {
        assertEquals(oneByOne("größe"), oneByOne("GRÖßE"));
        assertEquals(oneByOne("kelvin"), oneByOne("\u212Aelvin"));
        var random = new Random(2);
        var seen = new HashMap<Long, String>();
        for (int round = 0; round < 200_000; round++) {
            var word = word(random, 1 + random.nextInt(12), 3).toLowerCase(Locale.ROOT);
            var other = seen.putIfAbsent(oneByOne(word), word);
            if (other != null) assertEquals(other, word);
        }
        assertNotEquals(oneByOne("é"), oneByOne("é".repeat(2)));
    }

    @Test
    void nothingIsZeroAndSoIsWhatFollowsAnEnd() {
        var hash = new WordHash();
        assertEquals(0, hash.end());
        hash.add('x');
        hash.end();
        assertEquals(0, hash.end());
    }

    @Test
    void aRunOfLettersIsMeasuredAsByteByByte() {
        var random = new Random(3);
        var signs = new byte[8];
        for (int round = 0; round < 100_000; round++) {
            int expected = 0;
            boolean running = true;
            for (int place = 0; place < 8; place++) {
                signs[place] = (byte) (random.nextInt(4) > 0 ? 'A' + random.nextInt(58) : random.nextInt(256));
                running = running && signs[place] >= 0 && Words.isLetter((char) signs[place]);
                expected += running ? 1 : 0;
            }
            assertEquals(expected, WordHash.letters(signs, 0), Arrays.toString(signs));
        }
    }

    private static long oneByOne(String word) {
        var hash = new WordHash();
        for (int at = 0; at < word.length(); at++) hash.add(word.charAt(at));
        return hash.end();
    }

    private static long inSteps(byte[] signs) {
        long hash = 0;
        int at = 0;
        int letters = WordHash.letters(signs, at);
        for (; letters == 8 && WordHash.letters(signs, at + 8) > 0; letters = WordHash.letters(signs, at)) {
            hash = WordHash.of(hash, signs, at, letters);
            at += 8;
        }
        return WordHash.of(hash, signs, at, letters);
    }

    private static String word(Random random, int length, int alphabet) {
        var word = new StringBuilder();
        for (int left = length; left > 0; left--) {
            int letter = random.nextInt(alphabet);
            word.append((char) (letter < 26 ? 'a' + letter : 'A' + letter - 26));
        }
        return word.toString();
    }
}
