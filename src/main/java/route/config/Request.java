package route.config;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line knows when it asks for settings.
 *
 * @param input the input argument; a job file where it ends with {@code .yaml} or {@code .yml}
 * @param jobFile the file given with {@code --job}
 * @param configFile the file given with {@code --config}; it is then read in place of {@code ./route.yaml}
 * @param flags settings by key as texts; mappings as {@code id=ticket_id,tag=team}
 * @param env the environment
 * @param workingDirectory where relative paths of arguments and flags start, and where {@code route.yaml} may lie
 * @param userHome the home directory, for {@code ~/.config/route/config.yaml}
 * @param home the state directory as a flag names it
 * @param today the day by this machine's time zone, for paths with {@code {date}}; empty where it is not known
 */
public record Request(
        Optional<String> input,
        Optional<Path> jobFile,
        Optional<Path> configFile,
        Map<String, String> flags,
        Map<String, String> env,
        Path workingDirectory,
        Path userHome,
        Optional<Path> home,
        Optional<LocalDate> today) {

    public Request {
        flags = Map.copyOf(flags);
        env = Map.copyOf(env);
    }

    /** A request in which no flag names the state directory, on a day that is not known. */
    public Request(
            Optional<String> input,
            Optional<Path> jobFile,
            Optional<Path> configFile,
            Map<String, String> flags,
            Map<String, String> env,
            Path workingDirectory,
            Path userHome) {
        this(input, jobFile, configFile, flags, env, workingDirectory, userHome, Optional.empty(), Optional.empty());
    }

    /** Where the state lives; it may not exist yet. */
    Path stateHome() {
        return StateHome.find(home, env, workingDirectory, userHome);
    }

    /** Leaves the environment out: it holds keys. */
    @Override
    public String toString() {
        return "Request[input=" + input + ", jobFile=" + jobFile + ", configFile=" + configFile + ", flags=" + flags
                + ", workingDirectory=" + workingDirectory + "]";
    }
}
