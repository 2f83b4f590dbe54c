package route.provider;

import java.io.IOException;
import java.util.Optional;
import route.domain.Outcome;

/** Reads the usual line of OpenAI's output files: one chat answer of plain text, as the batch guide shows it. */
final class OpenAiUsual {
    private static final int CUSTOM_ID = 1;
    private static final int RESPONSE = 1 << 1;
    private static final int STATUS = 1 << 2;
    private static final int BODY = 1 << 3;
    private static final int CHOICES = 1 << 4;
    private static final int USAGE = 1 << 5;
    private static final int MESSAGE = 1 << 6;
    private static final int FINISH = 1 << 7;
    private static final int CONTENT = 1 << 8;
    private static final int INPUT = 1 << 9;
    private static final int OUTPUT = 1 << 10;
    private static final int INPUT_DETAILS = 1 << 11;
    private static final int OUTPUT_DETAILS = 1 << 12;
    private static final int CACHED = 1 << 13;
    private static final int WRITTEN = 1 << 14;
    private static final int REASONING = 1 << 15;
    private static final int NEEDED =
            CUSTOM_ID | RESPONSE | STATUS | BODY | CHOICES | USAGE | MESSAGE | FINISH | CONTENT;

    private final UsualLine line;
    private String customId = "";
    private String content = "";
    private String finish = "";
    private long input;
    private long output;
    private long cached;
    private long written;
    private long reasoning;

    private OpenAiUsual(UsualLine line) {
        this.line = line;
    }

    /** What the line says; empty where it is not the usual one. */
    static Optional<ResultLine> read(byte[] bytes, int from, int length) {
        try (var line = new UsualLine(bytes, from, length)) {
            var usual = new OpenAiUsual(line);
            line.whole(usual::inLine);
            line.expectAll(NEEDED);
            return Optional.of(new ResultLine(usual.customId, usual.answered()));
        } catch (UnusualLineException | IOException unusual) {
            // The reader that makes a tree of it says what it is.
            return Optional.empty();
        }
    }

    private Outcome answered() {
        var usage = OpenAiAnswer.usage(input, cached, written, output, reasoning);
        return new Outcome.Answered(content, OpenAiAnswer.finish(finish), usage);
    }

    private void inLine(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "custom_id" -> {
                line.once(CUSTOM_ID);
                customId = line.text();
            }
            case "response" -> {
                line.once(RESPONSE);
                line.object(this::inResponse);
            }
            default -> line.skip();
        }
    }

    private void inResponse(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "status_code" -> {
                line.once(STATUS);
                line.expect(line.number() == 200);
            }
            case "body" -> {
                line.once(BODY);
                line.object(this::inBody);
            }
            default -> line.skip();
        }
    }

    private void inBody(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "choices" -> {
                line.once(CHOICES);
                line.array(this::choice);
            }
            case "usage" -> {
                line.once(USAGE);
                line.object(this::inUsage);
            }
            case "output" -> throw new UnusualLineException();
            default -> line.skip();
        }
    }

    private void choice(int place) throws IOException, UnusualLineException {
        if (place == 0) line.object(this::inChoice);
        else line.skip();
    }

    private void inChoice(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "message" -> {
                line.once(MESSAGE);
                line.object(this::inMessage);
            }
            case "finish_reason" -> {
                line.once(FINISH);
                finish = line.textOrNull();
            }
            default -> line.skip();
        }
    }

    private void inMessage(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "content" -> {
                line.once(CONTENT);
                content = line.textOrNull();
            }
            case "refusal", "tool_calls", "function_call" -> line.mustBeNull();
            default -> line.skip();
        }
    }

    private void inUsage(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "prompt_tokens" -> {
                line.once(INPUT);
                input = line.tokens();
            }
            case "completion_tokens" -> {
                line.once(OUTPUT);
                output = line.tokens();
            }
            case "prompt_tokens_details" -> {
                line.once(INPUT_DETAILS);
                line.objectOrNull(this::inInputDetails);
            }
            case "completion_tokens_details" -> {
                line.once(OUTPUT_DETAILS);
                line.objectOrNull(this::inOutputDetails);
            }
            case "input_tokens", "output_tokens", "input_tokens_details", "output_tokens_details" ->
                throw new UnusualLineException();
            default -> line.skip();
        }
    }

    private void inInputDetails(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "cached_tokens" -> {
                line.once(CACHED);
                cached = line.tokens();
            }
            case "cache_write_tokens" -> {
                line.once(WRITTEN);
                written = line.tokens();
            }
            default -> line.skip();
        }
    }

    private void inOutputDetails(String name) throws IOException, UnusualLineException {
        if (name.equals("reasoning_tokens")) {
            line.once(REASONING);
            reasoning = line.tokens();
        } else {
            line.skip();
        }
    }
}
