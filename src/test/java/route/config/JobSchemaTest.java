package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import wiremock.com.networknt.schema.InputFormat;
import wiremock.com.networknt.schema.JsonSchemaFactory;
import wiremock.com.networknt.schema.SpecVersion;
import wiremock.com.networknt.schema.ValidationMessage;

/** The schema that editors read is the one of this program; with {@code -Dschema.write=true} it is written anew. */
class JobSchemaTest {
    private static final Path FILE = Path.of("jobs/route.schema.json");

    @Test
    void theSchemaIsThatOfTheSettings() throws IOException {
        if (Boolean.getBoolean("schema.write")) Files.writeString(FILE, JobSchema.text());
        assertEquals(JobSchema.text(), Files.readString(FILE), "stale; write it anew with -Dschema.write=true");
    }

    private static Set<ValidationMessage> faults(String yaml) throws IOException {
        var tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(FILE));
        return schema.validate(new JsonMapper().writeValueAsString(tree), InputFormat.JSON);
    }

    @TestFactory
    Stream<DynamicTest> everyJobFileFollowsIt() throws IOException {
        try (var all = Files.list(Path.of("jobs"))) {
            return all.filter(it -> it.toString().endsWith(".yaml")).sorted().toList().stream()
                    .map(it -> DynamicTest.dynamicTest(it.getFileName().toString(), () -> {
                        var text = Files.readString(it);
                        assertEquals(Set.of(), faults(text));
                        var first = text.lines().findFirst().orElseThrow();
                        assertEquals("# yaml-language-server: $schema=route.schema.json", first);
                    }));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_token: 3",
                "max_tokens: many",
                "max_tokens: 0",
                "on_bad_row: perhaps",
                "deadline: soon",
                "budget: {most: 5}",
                "tiers: {simple: {model: openai/gpt-6-luna}}",
                "tiers: {simple: {models: [1]}}",
                "rules: [{tier: flagship}]",
                "rules: [{when: {tags: x}, tier: flagship}]",
                "map: {prompts: body}",
                "incremental: often",
                "providers: {x: {dialect: cobol, base_url: 'https://x'}}"
            })
    void aMistakeIsSeen(String yaml) throws IOException {
        assertFalse(faults(yaml).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input: a.csv\nbudget: {max_cost: 5.00, per_provider: {openai: 2}}",
                "budget: {max_cost: '$5.00'}\npolling: {first: 10ms}",
                "deadline: '07:30'\nlane: realtime",
                "rules: [{when: {column: {language: de, level: 3}}, model: openai/gpt-6-luna, region: eu}]",
                "providers: {x: {dialect: openai, base_url: 'https://x/v1', api_key_env: null, lanes: [realtime]}}",
                "tiers: {a: {models: openai/gpt-6-luna}, b: {models: [x/y], from: 0.5}}"
            })
    void whatIsRightIsLeftAlone(String yaml) throws IOException {
        assertEquals(Set.of(), faults(yaml));
    }
}
