package route.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Stand-in. */
public record Request(
        Optional<String> input,
        Optional<Path> jobFile,
        Optional<Path> configFile,
        Map<String, String> flags,
        Map<String, String> env,
        Path workingDirectory,
        Path userHome) {}
