package route.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/**
 * The same decisions on every JDK and platform: thirty prompts of our own and what is made of them, to the last decimal.
 * With {@code -Dgolden.write=true} the file is written anew.
 */
class GoldenScoresTest {
    private static final Path FILE = Path.of("src/test/resources/route/classify/scores.tsv");

    private final Scorer scorer = new Scorer();

    @Test
    void everyPromptIsJudgedAsWritten() throws IOException {
        var lines = Files.readAllLines(FILE);
        var now = lines.stream().map(this::judged).toList();
        if (Boolean.getBoolean("golden.write")) Files.write(FILE, now);
        assertEquals(String.join("\n", Files.readAllLines(FILE)), String.join("\n", now));
        assertEquals(30, now.size());
    }

    private String judged(String line) {
        var escaped = line.substring(line.lastIndexOf('\t') + 1);
        var text = escaped.replace("\\n", "\n");
        var prompt = new Prompt(Endpoint.CHAT, List.of(Message.plain("user", text)), Map.of());
        var it = scorer.assess(prompt, 1 + text.length() / 4);
        return String.format(
                Locale.ROOT, "%.4f\t%d\t%d\t%s\t%s", it.hardness(), it.score(), it.sensitivity(), it.task(), escaped);
    }
}
