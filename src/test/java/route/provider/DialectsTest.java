package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import route.domain.InputException;

class DialectsTest {

    @Test
    void anUnknownDialectNamesThoseThereAre() {
        assertEquals(List.of("openai", "anthropic"), Dialects.names().subList(0, 2));
        var mistake = assertThrows(InputException.class, () -> Dialects.of("openia"));
        assertTrue(mistake.getMessage().contains("openai, anthropic, gemini"));
        assertTrue(mistake.getMessage().lines().count() <= 3);
    }
}
