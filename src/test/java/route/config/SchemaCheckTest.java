package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import route.domain.InputException;

class SchemaCheckTest {
    private static final String RIGHT =
            "\nmust be one such as {\"type\": \"object\", \"properties\": {\"topic\": {\"type\": \"string\"}}}";

    @Test
    void whatIsNoSchemaOfAnObjectSaysWhy() {
        Map.of(
                        "{}", "it has no properties",
                        "{\"topic\":\"string\"}", "it has no properties",
                        "[1]", "it is no JSON object",
                        "{\"type\":\"array\",\"items\":{}}", "its type is array",
                        "{\"type\":\"object\",\"properties\":{\"a\":\"string\"}}", "a is no schema",
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}",
                                "a has the type \"text\", which there is not",
                        "{\"properties\":{\"a\":{\"items\":{\"type\":7}}}}", "a[] has the type 7, which there is not",
                        "{\"properties\":{\"a\":{}},\"required\":[\"b\"]}",
                                "it requires b, which is none of its properties")
                .forEach((text, why) -> {
                    var e = assertThrows(InputException.class, () -> SchemaFile.checked(text, "json_schema f.json"));
                    assertEquals("json_schema f.json is no JSON Schema of an object: " + why + RIGHT, e.getMessage());
                });
    }

    @Test
    void schemasThatProvidersTakePass() {
        for (var text : new String[] {
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"a\"]}",
            "{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"$ref\":\"#/$defs/b\"}]}},\"$defs\":{\"b\":{}}}",
            "{\"$ref\":\"#/$defs/b\",\"$defs\":{\"b\":{\"type\":\"object\",\"properties\":{}}}}",
            "{\"properties\":{\"type\":{\"enum\":[\"text\"]},\"b\":true}}"
        }) {
            assertEquals(text, SchemaFile.checked(text, "f"));
        }
    }
}
