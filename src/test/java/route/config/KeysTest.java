package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Hook;
import route.domain.InputException;
import route.domain.Lane;
import route.domain.Provider;

class KeysTest {
    private static final String SECRET = "sk-very-secret-4711";

    @TempDir
    Path dir;

    @Test
    void theVariableComesBeforeTheCommand() {
        var keys = new Keys(Map.of("A_KEY", "  " + SECRET + "\n"));
        assertEquals(Optional.of(SECRET), keys.key(provider("A_KEY", "false")));
        assertTrue(keys.isSet(provider("A_KEY")));
        assertFalse(keys.isSet(provider("OTHER")));
        assertEquals(Optional.empty(), keys.key(provider("OTHER")));
    }

    @Test
    void aCommandIsRunOnceAndItsOutputTrimmed() throws IOException {
        var calls = dir.resolve("calls");
        var provider = provider("A_KEY", "sh", "-c", "echo x >> " + calls + "; echo; echo ' " + SECRET + " '");
        var keys = new Keys(Map.of());
        assertTrue(keys.isSet(provider));
        assertFalse(Files.exists(calls), "asking whether a key is set runs nothing");
        assertEquals(Optional.of(SECRET), keys.key(provider));
        assertEquals(Optional.of(SECRET), keys.key(provider));
        assertEquals(1, Files.readAllLines(calls).size());
    }

    @Test
    void aFailingCommandIsNamedWithItsFirstLineOfErrorOutput() {
        var e = refused(
                "sh", "-c", "echo 'vault is \u001b[31m sealed' >&2; echo second >&2; echo " + SECRET + "; exit 3");
        assertEquals(
                "api_key_command of provider p failed with exit code 3\nit said: vault is  [31m sealed",
                e.getMessage());
    }

    @Test
    void aCommandThatPrintsNothingOrSeveralLinesOrIsMissingIsRefused() {
        assertTrue(refused("true").getMessage().startsWith("api_key_command of provider p printed nothing"));
        var several = refused("sh", "-c", "echo one; echo " + SECRET);
        assertTrue(several.getMessage().startsWith("api_key_command of provider p holds a space, a line break"));
        var missing = refused(dir.resolve(SECRET).toString());
        assertTrue(missing.getMessage().startsWith("api_key_command of provider p cannot be run"));
    }

    @Test
    void aCommandThatHangsIsStopped() {
        var keys = new Keys(Map.of(), java.time.Duration.ofSeconds(1));
        var e = assertThrows(InputException.class, () -> keys.key(provider("", "sh", "-c", "sleep 60")));
        assertEquals("api_key_command of provider p gave no answer within 1 seconds", e.getMessage());
    }

    @Test
    void aCommandThatSaysALotOnBothPipesDoesNotGetStuck() {
        var chatty = "i=0; while [ $i -lt 20000 ]; do echo noise >&2; i=$((i+1)); done; echo " + SECRET;
        assertEquals(Optional.of(SECRET), new Keys(Map.of()).key(provider("", "sh", "-c", chatty)));
    }

    @Test
    void aVariableWithALineBreakInsideIsRefusedWithoutShowingIt() {
        var keys = new Keys(Map.of("A_KEY", SECRET + "\n" + SECRET));
        var e = assertThrows(InputException.class, () -> keys.key(provider("A_KEY")));
        assertFalse(e.getMessage().contains(SECRET));
        assertTrue(e.getMessage().startsWith("A_KEY holds"));
    }

    @Test
    void noKeyAppearsInAnythingTheRoomShowsOrSays() {
        var given = new Given(dir).input("in.csv").env("OPENAI_API_KEY", SECRET);
        given.project("providers: {anthropic: {api_key_command: 'echo " + SECRET + "'}}");
        var settings = given.load();
        var everything = settings.shown().toString()
                + settings.notes()
                + new Keys(given.env)
                + new Request(
                        given.input, Optional.empty(), Optional.empty(), Map.of(), given.env, given.work, given.home);
        assertFalse(everything.contains(SECRET), everything);
        assertEquals(
                new Shown("providers.openai.key", "set", "env OPENAI_API_KEY"), given.shown("providers.openai.key"));
        assertEquals(
                new Shown("providers.anthropic.key", "set", "route.yaml:1"), given.shown("providers.anthropic.key"));
        assertEquals(new Shown("providers.groq.key", "not set", "env GROQ_API_KEY"), given.shown("providers.groq.key"));
    }

    @Test
    void aKeyWrittenIntoASettingsFileIsRefusedWithoutRepeatingIt() {
        for (var field : List.of(
                SECRET,
                "'" + SECRET,
                "api_key: " + SECRET,
                "token: " + SECRET,
                "api_key_env: " + SECRET,
                "base_url: 'https://me:" + SECRET + "@api.openai.com/v1'",
                "base_url: 'https://api openai.com/" + SECRET + "'",
                "base_url: 'https://api.openai.com/v1?key=" + SECRET + "'")) {
            var yaml = field.contains(": ") ? "{" + field + "}" : field;
            var given = new Given(dir).project("providers:\n  openai: " + yaml);
            var e = assertThrows(InputException.class, given::load, field);
            for (Throwable it = e; it != null; it = it.getCause()) {
                assertFalse(String.valueOf(it.getMessage()).contains(SECRET), it.getMessage());
            }
            assertTrue(e.getMessage().startsWith("route.yaml:"), e.getMessage());
        }
    }

    private InputException refused(String... command) {
        var e = assertThrows(InputException.class, () -> new Keys(Map.of()).key(provider("", command)));
        for (Throwable it = e; it != null; it = it.getCause()) {
            assertFalse(String.valueOf(it.getMessage()).contains(SECRET), it.getMessage());
        }
        return e;
    }

    private static Provider provider(String variable, String... command) {
        return new Provider(
                "p",
                "openai",
                "http://x/v1",
                variable,
                List.of(command),
                List.of(Lane.BATCH),
                Optional.empty(),
                route.domain.Quota.UNKNOWN,
                route.domain.Rates.UNKNOWN,
                "");
    }

    @Test
    void anAccountThatIsNoIdIsNamedWithWhatItShouldBe() {
        var fireworks = new Provider(
                "fireworks",
                "fireworks",
                "https://api.fireworks.ai/v1/accounts/{FIREWORKS_ACCOUNT_ID}",
                "FIREWORKS_API_KEY",
                List.of(),
                List.of(Lane.BATCH),
                Optional.empty(),
                route.domain.Quota.UNKNOWN,
                route.domain.Rates.UNKNOWN,
                "");
        for (var wrong : List.of("my account", "accounts/mine", "https://fireworks.ai", "a?b")) {
            var e = assertThrows(
                    InputException.class, () -> BaseUrl.filled(fireworks, Map.of("FIREWORKS_ACCOUNT_ID", wrong)));
            assertTrue(e.getMessage().startsWith("env FIREWORKS_ACCOUNT_ID: fireworks has no account"), e.getMessage());
            assertTrue(e.getMessage().endsWith("must be the id alone, such as my-account, and no address"));
        }
        assertEquals(
                "https://api.fireworks.ai/v1/accounts/mine-1",
                BaseUrl.filled(fireworks, Map.of("FIREWORKS_ACCOUNT_ID", "mine-1")));
    }

    @Test
    void aHookThatHasLittleTimeDoesNotWaitForItsSecret() {
        var hook = new Hook(List.of(), "https://hook.example", "", List.of("sh", "-c", "sleep 30"));
        var began = System.nanoTime();
        var e = assertThrows(
                InputException.class, () -> new Keys(Map.of()).secret(hook, java.time.Duration.ofMillis(500)));
        assertEquals("secret_command of a hook gave no answer within 0.5 seconds", e.getMessage());
        assertTrue(System.nanoTime() - began < 8_000_000_000L);
    }
}
