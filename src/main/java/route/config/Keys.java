package route.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import route.domain.Hook;
import route.domain.InputException;
import route.domain.Provider;

/**
 * Finds the keys of providers: in the environment, else by the command that the settings name. A command is run once;
 * keys stay in memory and appear in no message.
 */
public final class Keys {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 16_384;

    private final Map<String, String> env;
    private final Duration longest;
    private final Map<String, String> fromCommands = new ConcurrentHashMap<>();

    public Keys(Map<String, String> env) {
        this(env, LONGEST);
    }

    Keys(Map<String, String> env, Duration longest) {
        this.env = Map.copyOf(env);
        this.longest = longest;
    }

    /**
     * Whether the provider can be used as far as the environment goes: its variable or a command is there, or it needs
     * none, and its address lacks nothing.
     */
    public boolean isSet(Provider provider) {
        if (!provider.unsetVariables().isEmpty()) return false;
        return !provider.needsKey()
                || !variable(provider).isEmpty()
                || !provider.keyCommand().isEmpty();
    }

    boolean isInEnvironment(Provider provider) {
        return !variable(provider).isEmpty();
    }

    /**
     * The provider's key; empty where it needs none or none is set.
     *
     * @throws InputException where the command fails, or what it or the variable says cannot be a key
     */
    public Optional<String> key(Provider provider) {
        var variable = variable(provider);
        if (!variable.isEmpty()) return Optional.of(checked(variable, provider.keyEnv()));
        if (provider.keyCommand().isEmpty()) return Optional.empty();
        return Optional.of(fromCommands.computeIfAbsent(
                provider.name(), name -> ask(provider.keyCommand(), "api_key_command of provider " + name, longest)));
    }

    /**
     * The secret with which what a hook is told is signed; empty where it has none.
     *
     * @param patience how long a command may take
     * @throws InputException where the variable is not set, or the command fails
     */
    public Optional<String> secret(Hook hook, Duration patience) {
        if (!hook.secretEnv().isEmpty()) {
            var secret = env.getOrDefault(hook.secretEnv(), "").strip();
            if (secret.isEmpty()) throw new InputException("the variable " + hook.secretEnv() + " is not set");
            return Optional.of(secret);
        }
        if (hook.secretCommand().isEmpty()) return Optional.empty();
        var name = "a hook: " + String.join(" ", hook.secretCommand());
        var most = patience.compareTo(longest) < 0 ? patience : longest;
        return Optional.of(
                fromCommands.computeIfAbsent(name, it -> ask(hook.secretCommand(), "secret_command of a hook", most)));
    }

    private String variable(Provider provider) {
        return provider.keyEnv().isEmpty()
                ? ""
                : env.getOrDefault(provider.keyEnv(), "").strip();
    }

    /** A key travels in a header: a line break or a letter outside ASCII in it is a copying mistake. */
    private static String checked(String key, String where) {
        if (key.chars().allMatch(it -> it > 0x20 && it < 0x7f)) return key;
        throw new InputException(
                where + " holds a space, a line break or another character that no key has\nset it to the key alone");
    }

    private static String ask(List<String> command, String what, Duration most) {
        try {
            return checked(output(command, what, most), what);
        } catch (IOException e) {
            // No cause: its message repeats the command, whose words may be secret.
            throw new InputException(what + " cannot be run\nmust be a program on the PATH with its arguments");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(what + " was interrupted", e);
        }
    }

    private static String output(List<String> command, String what, Duration most)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        // Read aside, because a command may leave a child behind that holds the pipes open.
        var printed = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        var complaint = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        try {
            var key = printed.thenCombine(process.onExit(), (said, ended) -> said)
                    .get(most.toMillis(), TimeUnit.MILLISECONDS);
            if (process.exitValue() != 0) {
                var said = firstLine(
                        complaint.completeOnTimeout("", 1, TimeUnit.SECONDS).get());
                throw new InputException(what + " failed with exit code " + process.exitValue() + said);
            }
            if (key.isEmpty())
                throw new InputException(what + " printed nothing\nit prints the key on standard output");
            return key;
        } catch (TimeoutException e) {
            throw new InputException(what + " gave no answer within " + seconds(most) + " seconds", e);
        } catch (ExecutionException e) {
            throw new InputException("what " + what + " printed cannot be read", e.getCause());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static String read(InputStream in) {
        try (in) {
            var start = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            // Closing the pipe on a command that still writes would kill it.
            in.transferTo(OutputStream.nullOutputStream());
            return start.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(String complaint) {
        return complaint
                .lines()
                .findFirst()
                .map(it -> it.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(it -> !it.isEmpty())
                .map(it -> "\nit said: " + it.substring(0, Math.min(200, it.length())))
                .orElse("");
    }
}
