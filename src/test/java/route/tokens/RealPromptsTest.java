package route.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RealPromptsTest {

    @Test
    void realPromptsAreCountedAsTheLibraryCountsThem() throws IOException {
        var lines = SharedData.lines("inputs/prompts_mixed.jsonl.gz");
        var oracle = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        var counter = new TokenCounter();
        var json = new ObjectMapper();
        for (int row = 0; row < lines.size(); row += 7) {
            var text = json.readTree(lines.get(row)).get("prompt").textValue();
            assertEquals(oracle.countTokensOrdinary(text), counter.count(text), "row " + (row + 1));
        }
    }
}
