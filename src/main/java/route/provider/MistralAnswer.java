package route.provider;

import route.domain.Outcome;

/** Reads a line of Mistral's output and error files: OpenAI's lines, but for errors, whose body is a JSON text in them. */
final class MistralAnswer {

    private MistralAnswer() {}

    static ResultLine read(String line) {
        var read = OpenAiAnswer.read(line);
        return new ResultLine(read.customId(), read.outcome().fold(it -> it, MistralAnswer::named, it -> (Outcome) it));
    }

    /** Codes are numbers here; an unknown model, which may show only when a row is worked on, goes by the common name. */
    private static Outcome named(Outcome.Errored it) {
        return it.message().startsWith("Invalid model")
                ? new Outcome.Errored("model_not_found", it.message(), false)
                : it;
    }
}
