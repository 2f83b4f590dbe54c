package route.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Ask;
import route.domain.Prepared;

class RealRowsTest {
    private final PromptBuilder builder = new PromptBuilder(new Ask("prompt", "", "", Map.of(), 256), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inputs/prompts_small.jsonl",
                "inputs/chat_messages.jsonl",
                "inputs/openai_batch.jsonl",
                "inputs/multilingual.jsonl"
            })
    void everyRowOfAGoodFileIsUsable(String file) {
        for (var line : SharedData.lines(file)) {
            assertInstanceOf(Prepared.Ready.class, builder.prepare(JsonRow.of(line)), line);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hostile/generated/jsonl_messages_hazards.jsonl,2 3 6 8 9",
        "hostile/generated/jsonl_openai_batch_hazards.jsonl,3 4 5 6 8 9 10",
        "hostile/generated/jsonl_wrong_prompt_types.jsonl,2 4 6 8 10 12 14 16 18",
        "hostile/generated/jsonl_lone_surrogates.jsonl,",
        "hostile/generated/jsonl_nul_escape.jsonl,",
        "hostile/generated/jsonl_numbers.jsonl,7"
    })
    void exactlyTheBadRowsOfAHostileFileAreUnusable(String file, String expected) {
        var bad = new ArrayList<String>();
        int number = 0;
        for (var line : SharedData.lines(file)) {
            number++;
            if (builder.prepare(JsonRow.of(line)) instanceof Prepared.Unusable) bad.add(Integer.toString(number));
        }
        assertEquals(expected == null ? "" : expected, String.join(" ", bad));
    }

    @Test
    void anOpenAiBatchFileKeepsItsModelsAndLimits() {
        for (var line : SharedData.lines("inputs/openai_batch.jsonl")) {
            var ready = assertInstanceOf(Prepared.Ready.class, builder.prepare(JsonRow.of(line)));
            assertEquals("gpt-4o-mini", ready.pins().model());
            assertEquals(
                    List.of("max_tokens", "temperature"),
                    List.copyOf(ready.prompt().params().keySet()));
        }
    }
}
