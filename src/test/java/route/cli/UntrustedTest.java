package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UntrustedTest {

    @Test
    void escapeCodesCannotReachTheTerminal() {
        assertEquals("a?[31mred?[0m?b", Untrusted.shown("a\u001b[31mred\u001b[0m\u0007b"));
        assertEquals("?31m", Untrusted.shown("\u009b31m"));
    }

    @Test
    void lineEndsAndTabsBecomeSpaces() {
        assertEquals("a b  c d", Untrusted.shown("a\nb\r\nc\td"));
    }

    @Test
    void charactersThatTurnTheDirectionAroundAreReplaced() {
        assertEquals("invoice?fdp.exe", Untrusted.shown("invoice\u202efdp.exe"));
        assertEquals("a?b?", Untrusted.shown("a\u2028b\u2066"));
    }

    @Test
    void loneSurrogatesAreReplacedAndEmojiStay() {
        assertEquals("?x", Untrusted.shown("\ud83dx"));
        var family = "\ud83d\udc69\u200d\ud83d\udc67";
        assertEquals(family, Untrusted.shown(family));
    }

    @Test
    void longTextIsCutWithoutSplittingAPair() {
        assertEquals("abc...", Untrusted.shown("abcdefgh", 6));
        assertEquals("abcdef", Untrusted.shown("abcdef", 6));
        assertEquals("ab...", Untrusted.shown("ab\ud83d\ude00cdefg", 6));
    }

    @Test
    void whateverIsGivenNothingHarmfulIsShown() {
        var chance = new Random(17);
        for (int run = 0; run < 2_000; run++) {
            var text = chance.ints(chance.nextInt(30), 0, 0x3000)
                    .collect(StringBuilder::new, (all, it) -> all.append((char) it), StringBuilder::append)
                    .toString();
            var shown = Untrusted.shown(text, 20);
            assertTrue(shown.length() <= 20, () -> "too long: " + shown);
            assertTrue(shown.codePoints().noneMatch(it -> Character.isISOControl(it) || it == 0x202e || it == 0x2029));
        }
    }
}
