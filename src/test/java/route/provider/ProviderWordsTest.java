package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Incorrect API key provided: SECRETSECRET. See the docs.",
                "bad key sk-SECRETSECRET",
                "bad key sk-ant-api03-SECRETSECRET",
                "bad key sk-proj-SECR***************CRET",
                "Authorization: Bearer SECRETSECRET",
                "x-api-key: SECRETSECRET",
                "AIzaSECRETSECRET1",
                "gsk_SECRETSECRET",
                "SECR****CRET"
            })
    void whatLooksLikeAKeyIsTakenOut(String said) {
        var plain = ProviderWords.plain(said);
        assertTrue(plain.contains("[key]"), plain);
        assertFalse(plain.contains("CRET"), plain);
    }

    @Test
    void ordinaryWordsStay() {
        var said = "The task-force risk-assessment of model gpt-6-luna failed; skip it.";
        assertEquals(said, ProviderWords.plain(said));
    }

    @Test
    void aMessageIsOneShortVisibleLine() {
        assertEquals("a b c d", ProviderWords.plain("\u001b\na\r\n\u2028b\u0000\u009bc\u202ed\t"));
        var cut = ProviderWords.plain("\ud83d\ude00".repeat(400));
        assertTrue(cut.length() <= 300 && cut.endsWith("\ude00…"), cut);
        assertTrue(ProviderWords.plain("x".repeat(10_000_000)).length() <= 300);
    }
}
