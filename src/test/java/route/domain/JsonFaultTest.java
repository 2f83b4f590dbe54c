package route.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parser says of broken JSON becomes words of ours, from text and from bytes. */
class JsonFaultTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1}|a name in double quotes is expected, not '''",
                "{a:1}|a name in double quotes is expected, not 'a'",
                "{\"a\":1,}|a name in double quotes is expected, not '}'",
                "{\"a\": nan}|'nan' is no JSON value; a text stands in double quotes",
                "{\"a\":NaN}|'NaN' is no JSON value; a text stands in double quotes",
                "{\"a\":None}|'None' is no JSON value; a text stands in double quotes",
                "{\"a\" 1}|a colon is missing before '1'",
                "{\"a\":1 \"b\":2}|a comma is missing before '\"'",
                "[1 2]|a comma is missing before '2'",
                "{\"a\":}|a value is expected, not '}'",
                "[1,]|a value is expected, not ']'",
                "{\"a\":.5}|a value is expected, not '.'",
                "{\"a\":1|it ends before all quotes and brackets are closed",
                "{\"a\":\"x|it ends before all quotes and brackets are closed",
                "{\"a\":\"x\ty\"}|a control character in a text is written \\t",
                "{\"a\":\"\\x\"}|\\x is no escape in JSON",
                "{\"a\":\"\\u12\"}|\\u needs four hexadecimal digits",
                "{\"a\":01}|a number is not written as JSON has it",
                "{\"a\":1.}|a number is not written as JSON has it",
                "{\"a\":+1}|a number is not written as JSON has it",
                "{\"a\":1,\"a\":2}|the name \"a\" comes twice",
                "{} {}|there is more after its end",
                "{\"a\":1]|']' closes what was not opened by its like",
                "// x|JSON has no comments"
            })
    void theParsersWordsAreNotHandedOn(String text, String words) {
        assertEquals(words, words(() -> JSON.readTree(text)));
        assertEquals(words, words(() -> JSON.readTree(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static String words(org.junit.jupiter.api.function.Executable reading) {
        return JsonFault.words(
                assertThrows(JsonProcessingException.class, reading).getOriginalMessage());
    }
}
