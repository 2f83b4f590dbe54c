package route.cli;

import picocli.CommandLine.Command;

/** The group of commands about ratings of answers. */
@Command(
        name = "feedback",
        description = "Ratings of answers, by which models are compared.",
        footer = {"", "Example:", "  route feedback import ratings.csv --job @last"})
final class FeedbackCommand {}
