package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.Lane;
import route.provider.Dialects;

class PrecedenceTest {
    @TempDir
    Path dir;

    private Given given;

    @BeforeEach
    void start() {
        given = new Given(dir);
    }

    @Test
    void flagBeatsEnvironmentBeatsJobFileBeatsProjectBeatsUserBeatsDefault() {
        assertEquals(new Shown("max_tokens", "4096", "default"), given.shown("max_tokens"));
        given.user("# mine\nmax_tokens: 1\n");
        assertEquals(
                new Shown("max_tokens", "1", given.home + "/.config/route/config.yaml:2"), given.shown("max_tokens"));
        given.project("max_tokens: 2");
        assertEquals(new Shown("max_tokens", "2", "route.yaml:1"), given.shown("max_tokens"));
        given.job("\n\nmax_tokens: 3");
        assertEquals(new Shown("max_tokens", "3", "jobs/a.yaml:3"), given.shown("max_tokens"));
        given.env("ROUTE_MAX_TOKENS", "4");
        assertEquals(new Shown("max_tokens", "4", "env ROUTE_MAX_TOKENS"), given.shown("max_tokens"));
        given.flag("max_tokens", "5");
        assertEquals(new Shown("max_tokens", "5", "flag --max-tokens"), given.shown("max_tokens"));
        assertEquals(5, given.input("in.csv").load().jobSpec().ask().maxTokens());
    }

    @Test
    void everySettingHasADefaultThatItWouldAcceptAndAnEnvironmentNameOfItsOwn() {
        for (var setting : Setting.ALL) {
            assertTrue(setting.fallback().isEmpty() || setting.kind().accepts(setting.fallback()), setting.key());
            assertFalse(setting.help().isBlank(), setting.key());
        }
        assertEquals(
                Setting.ALL.size(),
                Setting.ALL.stream().map(Setting::env).distinct().count());
        assertEquals(
                "ROUTE_BUDGET_MAX_COST",
                Setting.find("budget.max_cost").orElseThrow().env());
        assertEquals("--max-cost", Setting.find("budget.max_cost").orElseThrow().flag());
    }

    @Test
    void groupsAreMergedKeyByKeyAndMappingsNameByName() {
        given.user("polling: {first: 1s, longest: 2m}\nmap: {id: a, tag: b}\n");
        given.project("polling: {longest: 3m}\nmap: {tag: c}\n").flag("map", "task=d");
        var spec = given.input("in.csv").load().jobSpec();
        assertEquals("PT1S", spec.firstPoll().toString());
        assertEquals("PT3M", spec.longestPoll().toString());
        assertEquals(Map.of("id", "a", "tag", "c", "task", "d"), spec.ask().columns());
    }

    @Test
    void tiersReplaceTheDefaultsAsAWhole() {
        given.user("tiers: {one: {models: [openai/a]}, two: {models: [openai/b]}}");
        given.project("tiers: {only: {models: [openai/c]}}");
        var tiers = given.load().tiers();
        assertEquals(1, tiers.size());
        assertEquals("only", tiers.get(0).name());
    }

    @Test
    void providersAreMergedByNameAndField() {
        given.user("providers: {openai: {base_url: 'http://127.0.0.1:1/v1', lanes: [batch]}}");
        given.project("providers: {openai: {base_url: 'http://127.0.0.1:2/v1/'}}");
        var openai = given.load().providers().get("openai");
        assertEquals("http://127.0.0.1:2/v1", openai.baseUrl());
        assertEquals("[BATCH]", openai.lanes().toString());
        assertEquals("OPENAI_API_KEY", openai.keyEnv());
        assertEquals("route.yaml:1", given.shown("providers.openai.base_url").origin());
    }

    @Test
    void aFileInTheDirectoryThatMovesAProviderElsewhereIsNoted() {
        given.project("providers: {openai: {base_url: 'http://example.org/v1'}}");
        assertEquals(
                List.of(
                        "the key of provider openai goes to http://example.org/v1 unencrypted",
                        "provider openai is at http://example.org/v1, as route.yaml:1 says"),
                given.load().notes());
    }

    @Test
    void theProvidersOwnVariableGivesItsAddress() {
        given.project("providers: {openai: {base_url: 'http://127.0.0.1:2/v1'}}");
        given.env("OPENAI_BASE_URL", "http://localhost:9/v1/").env("GROQ_BASE_URL", "https://api.groq.com/");
        given.env("ANTHROPIC_BASE_URL", "http://localhost:8");
        var providers = given.load().providers();
        assertEquals("http://localhost:9/v1", providers.get("openai").baseUrl());
        assertEquals("https://api.groq.com/openai/v1", providers.get("groq").baseUrl());
        assertEquals("http://localhost:8", providers.get("anthropic").baseUrl());
        assertEquals(
                new Shown("providers.openai.base_url", "http://localhost:9/v1", "env OPENAI_BASE_URL"),
                given.shown("providers.openai.base_url"));
    }

    @Test
    void aConfigFileThatIsNamedStandsInPlaceOfTheProjectsAndOverTheUsers() {
        given.user("max_tokens: 1\nsafe_cells: false\n")
                .project("max_attempts: 9")
                .write("work/own.yaml", "safe_cells: true");
        given.configFile = Optional.of(Path.of("own.yaml"));
        assertEquals("own.yaml:1", given.shown("safe_cells").origin());
        assertEquals("1", given.shown("max_tokens").value());
        assertEquals("default", given.shown("max_attempts").origin());
    }

    @Test
    void theBuiltInProvidersNeedNothingButTheirKeys() {
        var providers = given.load().providers();
        assertTrue(providers.keySet().containsAll(List.of("openai", "anthropic", "groq", "azure", "deepseek")));
        assertEquals("groq", providers.get("groq").dialect());
        for (var local : List.of("ollama", "vllm", "llamacpp", "lmstudio")) {
            assertFalse(providers.get(local).needsKey(), local);
            assertEquals(List.of(Lane.REALTIME), providers.get(local).lanes(), local);
        }
        assertEquals(List.of(Lane.REALTIME), providers.get("deepseek").lanes());
    }

    @Test
    void everyDialectThatMayBeSetIsSpoken() {
        for (var name : Defaults.DIALECTS) assertEquals(name, Dialects.of(name).name());
    }

    @Test
    void anAddressMayHaveAPartThatIsTheUsersOwn() {
        assertEquals(
                List.of("AZURE_OPENAI_ENDPOINT"),
                given.load().providers().get("azure").unsetVariables());
        given.env("AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com/");
        var azure = given.load().providers().get("azure");
        assertEquals("https://mine.openai.azure.com/openai/v1", azure.baseUrl());
        assertEquals(List.of(), azure.unsetVariables());
        assertEquals(
                "env AZURE_OPENAI_ENDPOINT",
                given.shown("providers.azure.base_url").origin());
        given.env("AZURE_OPENAI_ENDPOINT", "mine.openai.azure.com");
        var mistake = assertThrows(InputException.class, given::load).getMessage();
        assertTrue(mistake.startsWith("env AZURE_OPENAI_ENDPOINT: the address of provider azure "), mistake);
        given.env("AZURE_OPENAI_ENDPOINT", "").env("AZURE_OPENAI_BASE_URL", "https://other.example/openai/v1");
        assertEquals(
                "https://other.example/openai/v1",
                given.load().providers().get("azure").baseUrl());
    }

    @Test
    void aProviderWithoutItsPartOfTheAddressIsNotSet() {
        var env = Map.of("AZURE_OPENAI_API_KEY", "k");
        assertFalse(new Keys(env).isSet(given.load().providers().get("azure")));
    }

    @Test
    void theXdgDirectoryIsUsedWhereItIsAbsolute() {
        given.write("xdg/route/config.yaml", "max_tokens: 7").user("max_tokens: 8");
        given.env("XDG_CONFIG_HOME", dir.resolve("xdg").toString());
        assertEquals("7", given.shown("max_tokens").value());
        given.env("XDG_CONFIG_HOME", "xdg");
        assertEquals("8", given.shown("max_tokens").value());
    }

    @Test
    void aSystemTextOnTheCommandLineBeatsASystemFileOfTheJob() {
        given.job("input: ../in.csv\nsystem_file: nowhere.txt\ntemplate_file: nowhere.txt\n");
        given.flag("system", "Be brief.").flag("prompt_column", "body");
        var ask = given.load().jobSpec().ask();
        assertEquals("Be brief.", ask.system());
        assertEquals("", ask.template());
        assertEquals("body", ask.promptColumn());
        assertEquals(new Shown("system_file", "", "default"), given.shown("system_file"));
    }

    @Test
    void theSandboxPollsQuicklyUnlessSomebodySaysOtherwise() {
        given.flag("sandbox", "true").project("lookup: {grace: 1h}").input("in.csv");
        var spec = given.load().jobSpec();
        assertTrue(spec.sandbox());
        assertEquals("PT0.1S", spec.firstPoll().toString());
        assertEquals("PT1H", spec.lookupGrace().toString());
        assertEquals(new Shown("polling.longest", "1s", "default"), given.shown("polling.longest"));
    }

    @Test
    void anEmptyVariableCountsAsNotSetAndAMistypedOneIsNoted() {
        given.env("ROUTE_MAX_TOKENS", "").env("ROUTE_MAX_TOKNES", "3").env("ROUTE_HOME", "/h");
        var settings = given.load();
        assertEquals("default", given.shown("max_tokens").origin());
        assertEquals(List.of("ROUTE_MAX_TOKNES is not read; did you mean ROUTE_MAX_TOKENS?"), settings.notes());
    }
}
