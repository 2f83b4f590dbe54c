package route.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

class RealPromptsTest {
    private final Scorer scorer = new Scorer();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void realTrafficIsSpreadOverTheTiers() throws IOException {
        var lines = SharedData.lines("inputs/prompts_mixed.jsonl.gz");
        int simple = 0;
        int flagship = 0;
        for (var line : lines) {
            double hardness = hardness(line);
            if (hardness < 0.40) simple++;
            if (hardness >= 0.75) flagship++;
        }
        assertTrue(simple > 0.45 * lines.size() && simple < 0.65 * lines.size(), "simple: " + simple);
        assertTrue(flagship > 0.03 * lines.size() && flagship < 0.15 * lines.size(), "flagship: " + flagship);
    }

    @Test
    void shortBankingQuestionsAreAllSimple() throws IOException {
        for (var line : SharedData.lines("inputs/prompts_mixed.jsonl.gz")) {
            if (json.readTree(line).get("category").textValue().equals("support_short")) {
                assertTrue(hardness(line) < 0.40, line);
            }
        }
    }

    /** A coin gives 0.5; the two models are those that the published routers are compared by. */
    @Test
    void rankingByHardnessFindsThePromptsThatGainFromAStrongModel() throws IOException {
        var lines = SharedData.lines("routing/mmlu.jsonl.gz");
        var ranked = new java.util.ArrayList<double[]>();
        double gap = 0;
        for (var line : lines) {
            var scores = json.readTree(line).get("scores");
            double gain = scores.get("gpt-4-1106-preview").doubleValue()
                    - scores.get("mixtral-8x7b-instruct-v0.1").doubleValue();
            gap += gain;
            ranked.add(new double[] {hardness(line), gain});
        }
        ranked.sort((one, other) -> Double.compare(other[0], one[0]));
        double area = 0;
        double gained = 0;
        for (var pair : ranked) {
            area += (gained + pair[1] / 2) / gap / ranked.size();
            gained += pair[1];
        }
        assertTrue(area > 0.53, "area: " + area);
    }

    private double hardness(String line) throws IOException {
        var text = json.readTree(line).get("prompt").textValue();
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of());
        return scorer.assess(prompt, 1 + text.length() / 4).hardness();
    }
}
