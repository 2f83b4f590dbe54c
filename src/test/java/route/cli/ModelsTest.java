package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    @TempDir
    private Path home;

    @Test
    void everyProviderIsShownWithWhatItOffersAndWhatIsNotBuilt() throws IOException {
        var screen = new Screen(home);
        assertEquals(0, screen.run("models", "--json"), screen.err());
        var table = new ObjectMapper().readTree(screen.out());
        var openai = of(table, "openai").path("batch");
        assertEquals(50_000, openai.path("max_rows").asInt());
        assertEquals("50 %", openai.path("discount").asText());
        assertTrue(openai.path("exact").asBoolean());
        assertFalse(of(table, "anthropic").path("batch").path("exact").asBoolean(true));
        assertEquals(
                100_000_000, of(table, "groq").path("batch").path("max_bytes").asLong());
        assertFalse(of(table, "deepseek").has("batch"));
        assertTrue(of(table, "ollama").path("key").asBoolean());
        assertFalse(of(table, "bedrock").path("built").asBoolean(true));
        assertTrue(of(table, "vertex").path("reason").asText().contains("object storage"));
    }

    private static JsonNode of(JsonNode table, String provider) {
        return StreamSupport.stream(table.spliterator(), false)
                .filter(it -> it.path("provider").asText().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTableSaysWhereItsFactsAreFromAndThePricesStayWhereTheyWere() {
        var screen = new Screen(home);
        assertEquals(0, screen.run("models"));
        assertTrue(screen.out().contains("developers.openai.com/api/docs/guides/batch, 2026-11-20"), screen.out());
        assertTrue(screen.out().contains("bedrock: not built"), screen.out());
        var prices = new Screen(home);
        assertEquals(0, prices.run("models", "--tier", "simple"));
        assertTrue(prices.out().contains("USD per million tokens"), prices.out());
    }
}
