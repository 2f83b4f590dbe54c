package route.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import route.domain.Ask;
import route.domain.InputException;
import route.domain.Prepared;

class TemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a {{x}} b;a <x> b",
                "{{x}}{{x}};<x><x>",
                "{{{x}}};{<x>}",
                "{\"k\": {{x}}};{\"k\": <x>}",
                "{{{{x}}}};{{<x>}}",
                "{x} {$480.00} }} {{x}};{x} {$480.00} }} <x>",
                "\\{{x}} {{x}};{{x}} <x>",
                "\\\\{{x}};\\<x>",
                "\\\\\\{{x}} {{x}};\\{{x}} <x>",
                "C:\\dir\\ {{x}};C:\\dir\\ <x>",
                "{{\"x\"}};<x>",
                "{{ \"a}}b\" }};<a}}b>",
                "{{\"{}\"}};<{}>",
                "{{a\"b}};<a\"b>",
                "{{a{b}};<a{b>",
                "{{a}b}};<a}b>",
                "{{first name}};<first name>"
            })
    void placesAndTextAreToldApart(String template, String filled) {
        var parsed = Template.parse(template);
        assertEquals(
                filled,
                parsed.fill(parsed.places().stream().map(it -> "<" + it + ">").toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "'{{x','line 1, character 1'",
        "'ok {{a}}\n  {{x}','line 2, character 3'",
        "'{{a}} {{\"x\"','line 1, character 7'",
        "'{{{{{{{{','line 1, character 7'"
    })
    void bracesThatAreNeverClosedAreNamedWithTheirPlace(String template, String place) {
        var error = assertThrows(InputException.class, () -> Template.parse(template));
        assertTrue(error.getMessage().contains(place + " and never closes it"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{}}", "a {{\"\"}}"})
    void aPlaceWithoutANameIsRefused(String template) {
        assertThrows(InputException.class, () -> Template.parse(template));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no places", "\\{{x}}", "{x}"})
    void aTemplateWithoutPlacesIsRefusedBecauseAllRowsWouldAskTheSame(String template) {
        var error = assertThrows(InputException.class, () -> Template.parse(template));
        assertTrue(error.getMessage().contains("every row would ask the same"));
    }

    @Test
    void aColumnNamedWithBlanksGoesBeforeTheOneWithout() {
        var header = List.of(" id ", "id");
        var row = new TableRow(header, List.of("spaced", "plain"));
        assertEquals("spaced", text("{{ id }}", header, row));
        assertEquals("plain", text("{{  id  }}", header, row));
        assertEquals("plain", text("{{id}}", header, row));
    }

    @Test
    void everyOddColumnNameCanBeWritten() {
        var header = List.of(
                "first name", "a.b", "a{b}", "a}b", "prix (€)", "日本", "a\nb", "a\"b", "{}", "id ", "a}}b", "\"q\"");
        for (int column = 0; column < header.size(); column++) {
            var cells = new java.util.ArrayList<>(java.util.Collections.nCopies(header.size(), ""));
            cells.set(column, "value");
            var template = "{{\"" + header.get(column) + "\"}}";
            assertEquals("value", text(template, header, new TableRow(header, cells)), template);
        }
    }

    @Test
    void aMegabyteOfBracesIsReadInLinearTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThrows(InputException.class, () -> Template.parse("{".repeat(1 << 20)));
            assertThrows(InputException.class, () -> Template.parse("\\".repeat(1 << 20) + "{{"));
            Template.parse("{{x}}".repeat(200_000));
        });
    }

    private static String text(String template, List<String> header, TableRow row) {
        var builder = new PromptBuilder(new Ask("prompt", template, "", Map.of(), 10), header);
        return ((Prepared.Ready) builder.prepare(row)).prompt().userText();
    }
}
