package route.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Ask;
import route.domain.InputException;
import route.domain.Message;
import route.domain.Pins;
import route.domain.Prepared;

class PromptBuilderTest {
    private static final List<String> HEADER = List.of("id", "subject", "body", "tier", "system");

    @Test
    void aPromptColumnIsTakenAsItIs() {
        var ready = ready(table(ask("body", ""), HEADER), row("7", "s", "  two\r\nlines \t", "", ""));
        assertEquals(
                List.of(Message.plain("user", "  two\r\nlines \t")),
                ready.prompt().messages());
        assertEquals("7", ready.pins().id());
    }

    @Test
    void halfCharactersSurviveTheWayFromJson() {
        var ready = json("{\"prompt\":\"swapped \\ude00\\ud83d nul \\u0000\"}");
        assertEquals("swapped \uDE00\uD83D nul \u0000", ready.prompt().userText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\t\r\n", "\u00A0", "\u3000", "\u200B", "\uFEFF", "\u0000\u0000", "\u001A"})
    void aPromptThatShowsNothingIsUnusable(String cell) {
        var trouble = unusable(table(ask("body", ""), HEADER).prepare(row("1", "s", cell, "", "")));
        assertEquals(new Prepared.Unusable("body", "the prompt is empty"), trouble);
    }

    @Test
    void aMissingPromptColumnNamesTheNearestAndAllThereAre() {
        var error = assertThrows(InputException.class, () -> table(ask("bdy", ""), HEADER));
        assertEquals(
                "the prompt column 'bdy' names no column; did you mean 'body'?\n"
                        + "The columns are: 'id', 'subject', 'body', 'tier', 'system'\n"
                        + "Name the right one with --prompt-column, or combine columns with --template",
                error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"q,id", "x,id", "x,q", "bdy,id", "title,tier", "team,tag"})
    void aNameThatIsAnotherIsNotSuggested(String name, String column) {
        var error = assertThrows(InputException.class, () -> table(ask(name, ""), List.of(column, "lang")));
        assertTrue(!error.getMessage().contains("did you mean"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(value = {"' Prompt '", "PROMPT", "promt", "rpompt", "'\u00A0prompt\u200B'"})
    void aNameThatIsNearlyRightIsSuggested(String column) {
        var error = assertThrows(InputException.class, () -> table(ask("prompt", ""), List.of("id", column, "lang")));
        assertTrue(error.getMessage().contains("did you mean"), error.getMessage());
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        var error = assertThrows(InputException.class, () -> table(ask("prompt", ""), List.of("text", "category")));
        assertTrue(error.getMessage().startsWith("the prompt column 'prompt' names no column\n"), error.getMessage());
    }

    @Test
    void aHugeHeaderGivesAShortMessage() {
        var header = java.util.stream.IntStream.range(0, 65_000)
                .mapToObj(it -> "column\n" + it)
                .toList();
        var error = assertThrows(InputException.class, () -> table(ask("prompt", ""), header));
        assertTrue(error.getMessage().contains("'column\\u000a0'")
                && error.getMessage().contains("and 64980 more"));
        assertEquals(3, error.getMessage().lines().count());
    }

    @Test
    void aPlaceholderThatNamesNoColumnIsRefusedBeforeTheFirstRow() {
        var error = assertThrows(InputException.class, () -> table(ask("", "{{subject}} {{boddy}}"), HEADER));
        assertTrue(error.getMessage()
                .startsWith("the placeholder {{boddy}} names no column; did you mean 'body'?\nThe columns are: 'id'"));
    }

    @Test
    void aMappedColumnThatIsNotThereIsRefused() {
        var ask = new Ask("body", "", "", Map.of("tag", "departement"), 100);
        var error = assertThrows(InputException.class, () -> table(ask, List.of("body", "department")));
        assertTrue(error.getMessage().startsWith("--map tag=departement names no column; did you mean 'department'?"));
    }

    @Test
    void aUsedColumnThatStandsTwiceIsRefusedAndAnUnusedOneIsNot() {
        var header = List.of("id", "prompt", "prompt", "note", "note");
        var error = assertThrows(InputException.class, () -> table(ask("prompt", ""), header));
        assertTrue(error.getMessage().contains("could mean 2 columns"), error.getMessage());
        assertThrows(InputException.class, () -> table(ask("", "{{prompt}}"), header));
        assertThrows(InputException.class, () -> table(ask("prompt", ""), List.of("prompt", "id", "id")));
        table(ask("prompt", ""), List.of("id", "prompt", "note", "note"));
    }

    @Test
    void valuesAreNotExpandedAgain() {
        var builder = table(ask("", "{{ subject }}: {{body}}!"), HEADER);
        var ready = ready(builder, row("1", "{{body}}", "paid {$480.00} $1 \\1 {x}", "", ""));
        assertEquals("{{body}}: paid {$480.00} $1 \\1 {x}!", ready.prompt().userText());
    }

    @Test
    void anEmptyCellIsInsertedEmptyButNotWhereAllAre() {
        var builder = table(ask("", "{{subject}}|{{body}}"), HEADER);
        assertEquals("|b", ready(builder, row("1", "", "b", "", "")).prompt().userText());
        var trouble = unusable(builder.prepare(row("1", "", " ", "", "")));
        assertEquals("every column of the template is empty", trouble.reason());
    }

    @Test
    void jsonValuesOfEveryKindFillATemplateAndNullIsEmpty() {
        var builder = jsonl(ask("", "{{a}}|{{b}}|{{c}}|{{d}}"));
        var ready = ready(builder, JsonRow.of("{\"a\":1.50,\"b\":null,\"c\":\"null\",\"d\":[1, 2]}"));
        assertEquals("1.50||null|[1, 2]", ready.prompt().userText());
    }

    @Test
    void aJsonRowWithoutThePlaceholdersFieldNamesIt() {
        var trouble = unusable(jsonl(ask("", "{{body}}")).prepare(JsonRow.of("{\"Body\":\"x\"}")));
        assertEquals(new Prepared.Unusable("body", "the row has no field 'body'; did you mean 'Body'?"), trouble);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":null}|'prompt' is null, not a text",
                "{\"prompt\":42}|'prompt' is a number, not a text",
                "{\"prompt\":-4.2}|'prompt' is a number, not a text",
                "{\"prompt\":true}|'prompt' is true or false, not a text",
                "{\"prompt\":{\"text\":\"x\"}}|'prompt' is an object, not a text",
                "{\"prompt\":[\"a\"]}|'prompt' is an array, not a text (an array of chat messages belongs in 'messages')",
                "{\"id\":5}|the row has no field 'prompt'; give prompt or messages, or name another field with"
                        + " --prompt-column, or use --template",
                "{\"PROMPT\":\"x\"}|the row has no field 'prompt'; did you mean 'PROMPT'? Name it with"
                        + " --prompt-column",
                "{\"prompt\":\" \"}|the prompt is empty"
            })
    void aJsonPromptThatIsNoTextSaysWhatItIs(String line, String reason) {
        assertEquals(
                new Prepared.Unusable("prompt", reason),
                jsonl(ask("prompt", "")).prepare(JsonRow.of(line)));
    }

    @Test
    void theRowsSystemTextGoesBeforeTheJobs() {
        var ask = new Ask("body", "", "Be brief.", Map.of(), 100);
        var own = ready(table(ask, HEADER), row("1", "", "b", "", "Be long."));
        var jobs = ready(table(ask, HEADER), row("1", "", "b", "", " "));
        assertEquals("Be long.", own.prompt().systemText());
        assertEquals("Be brief.", jobs.prompt().systemText());
    }

    @Test
    void allPinsAreReadFromTheirColumnsOrTheMappedOnes() {
        var ask = new Ask("p", "", "", Map.of("tag", "team", "max_tokens", "limit"), 100);
        var header = List.of("p", "id", "tier", "model", "task", "team", "limit", "deadline", "session");
        var row = new TableRow(
                header, List.of("x", " 01 ", " flagship ", "openai/o3", "write it", "legal", "99", "6h", "s1"));
        assertEquals(
                new Pins(" 01 ", "flagship", "openai/o3", "write it", "legal", 99, "6h", "s1"),
                ready(table(ask, header), row).pins());
    }

    @Test
    void blankPinsAreAbsent() {
        var header = List.of("prompt", "id", "tier", "max_tokens");
        var row = new TableRow(header, List.of("x", "", " ", "\t"));
        assertEquals(Pins.NONE, ready(table(ask("prompt", ""), header), row).pins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "many", "99999999999", "1,000", "\u0661"})
    void aLimitThatIsNoWholeNumberAboveZeroIsNamed(String value) {
        var header = List.of("prompt", "max_tokens");
        var trouble = unusable(table(ask("prompt", ""), header).prepare(new TableRow(header, List.of("x", value))));
        assertEquals("max_tokens", trouble.field());
        assertEquals("'max_tokens' is '" + value + "'; it must be a whole number above 0", trouble.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345678901234567890|12345678901234567890",
                "1.0|1.0",
                "\"1\"|1",
                "true|true",
                "null|''",
                "\"null\"|null",
                "\"[1]\"|[1]"
            })
    void anIdInJsonKeepsItsDigits(String id, String expected) {
        assertEquals(
                expected, json("{\"id\":" + id + ",\"prompt\":\"x\"}").pins().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "tier", "model", "task", "tag", "max_tokens", "deadline", "session", "system"})
    void anOptionalFieldThatIsAnObjectIsNamed(String field) {
        var line = JsonRow.of("{\"prompt\":\"x\",\"" + field + "\":{\"a\":1}}");
        var trouble = unusable(jsonl(ask("prompt", "")).prepare(line));
        assertEquals(new Prepared.Unusable(field, "'" + field + "' is an object, not a text or a number"), trouble);
    }

    @Test
    void aMappedFieldThatARowLacksIsNamed() {
        var builder = jsonl(new Ask("prompt", "", "", Map.of("tier", "level"), 100));
        var trouble = unusable(builder.prepare(JsonRow.of("{\"prompt\":\"x\",\"tier\":\"simple\"}")));
        assertEquals(
                new Prepared.Unusable("level", "the row has no field 'level', which is mapped to 'tier'"), trouble);
    }

    @Test
    void anyWordIsATaskBecauseFilesHaveTheirOwn() {
        assertEquals(
                "p3: sentiment!",
                json("{\"prompt\":\"x\",\"task\":\"p3: sentiment!\"}").pins().task());
    }

    private static Ask ask(String column, String template) {
        return new Ask(column, template, "", Map.of(), 100);
    }

    private static PromptBuilder table(Ask ask, List<String> header) {
        return new PromptBuilder(ask, header);
    }

    private static PromptBuilder jsonl(Ask ask) {
        return new PromptBuilder(ask, List.of());
    }

    private static TableRow row(String... cells) {
        return new TableRow(HEADER, List.of(cells));
    }

    private static Prepared.Ready json(String line) {
        return ready(jsonl(ask("prompt", "")), JsonRow.of(line));
    }

    private static Prepared.Ready ready(PromptBuilder builder, route.domain.Fields fields) {
        return assertInstanceOf(Prepared.Ready.class, builder.prepare(fields));
    }

    private static Prepared.Unusable unusable(Prepared prepared) {
        return assertInstanceOf(Prepared.Unusable.class, prepared);
    }
}
