package route.cli;

import picocli.CommandLine.Command;

/** The group of commands about the settings. */
@Command(
        name = "config",
        description = "Shows the settings.",
        footer = {"", "Example:", "  route config show"})
final class ConfigCommand {}
