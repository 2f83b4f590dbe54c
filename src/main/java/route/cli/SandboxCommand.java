package route.cli;

import picocli.CommandLine.Command;

/** The group of commands about the sandbox. */
@Command(
        name = "sandbox",
        description = "The built-in server that stands in for the providers.",
        footer = {"", "Example:", "  route sandbox serve --port 8089"})
final class SandboxCommand {}
