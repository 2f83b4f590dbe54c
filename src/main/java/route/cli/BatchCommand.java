package route.cli;

import picocli.CommandLine.Command;

/** The group of commands about jobs. */
@Command(
        name = "batch",
        description = "Plans, sends, watches and delivers jobs.",
        footer = {
            "",
            "Example:",
            "  route batch submit tickets.csv --wait",
            "",
            "A JOB is its id, a unique beginning of it, or @last.",
            "Exit codes: 0 delivered, 1 a bug, 2 usage or input, 3 some rows failed,",
            "4 held, 5 another process has the job, 6 timeout, 130 interrupted."
        })
final class BatchCommand {}
