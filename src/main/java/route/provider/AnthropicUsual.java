package route.provider;

import java.io.IOException;
import java.util.Optional;
import route.domain.Outcome;

/** Reads the usual line of Anthropic's result files: a message whose blocks are all of plain text (batch guide, 2026-09). */
final class AnthropicUsual {
    private static final int CUSTOM_ID = 1;
    private static final int RESULT = 1 << 1;
    private static final int TYPE = 1 << 2;
    private static final int MESSAGE = 1 << 3;
    private static final int CONTENT = 1 << 4;
    private static final int STOP = 1 << 5;
    private static final int USAGE = 1 << 6;
    private static final int INPUT = 1 << 7;
    private static final int OUTPUT = 1 << 8;
    private static final int CACHE_READ = 1 << 9;
    private static final int CACHE_WRITE = 1 << 10;
    private static final int DETAILS = 1 << 11;
    private static final int THINKING = 1 << 12;
    private static final int NEEDED = CUSTOM_ID | RESULT | TYPE | MESSAGE | CONTENT | STOP | USAGE;

    private final UsualLine line;
    private String customId = "";
    private String content = "";
    private String stop = "";
    private String blockType = "";
    private String blockText = "";
    private long input;
    private long output;
    private long read;
    private long written;
    private long thinking;

    private AnthropicUsual(UsualLine line) {
        this.line = line;
    }

    /** What the line says; empty where it is not the usual one. */
    static Optional<ResultLine> read(byte[] bytes, int from, int length) {
        try (var line = new UsualLine(bytes, from, length)) {
            var usual = new AnthropicUsual(line);
            line.whole(usual::inLine);
            line.expectAll(NEEDED);
            return Optional.of(new ResultLine(usual.customId, usual.answered()));
        } catch (UnusualLineException | IOException unusual) {
            // The reader that makes a tree of it says what it is.
            return Optional.empty();
        }
    }

    private Outcome answered() {
        var usage = AnthropicAnswer.usage(input, read, written, output, thinking);
        return new Outcome.Answered(content, AnthropicAnswer.finish(stop), usage);
    }

    private void inLine(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "custom_id" -> {
                line.once(CUSTOM_ID);
                customId = line.text();
            }
            case "result" -> {
                line.once(RESULT);
                line.object(this::inResult);
            }
            default -> line.skip();
        }
    }

    private void inResult(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "type" -> {
                line.once(TYPE);
                line.expect(line.text().equals("succeeded"));
            }
            case "message" -> {
                line.once(MESSAGE);
                line.object(this::inMessage);
            }
            default -> line.skip();
        }
    }

    private void inMessage(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "content" -> {
                line.once(CONTENT);
                line.array(this::block);
            }
            case "stop_reason" -> {
                line.once(STOP);
                stop = line.textOrNull();
            }
            case "usage" -> {
                line.once(USAGE);
                line.object(this::inUsage);
            }
            default -> line.skip();
        }
    }

    private void block(int place) throws IOException, UnusualLineException {
        blockType = "";
        blockText = "";
        line.object(this::inBlock);
        line.expect(blockType.equals("text"));
        content = place == 0 ? blockText : content + blockText;
    }

    private void inBlock(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "type" -> {
                line.expect(blockType.isEmpty());
                blockType = line.text();
            }
            case "text" -> {
                line.expect(blockText.isEmpty());
                blockText = line.text();
            }
            default -> line.skip();
        }
    }

    private void inUsage(String name) throws IOException, UnusualLineException {
        switch (name) {
            case "input_tokens" -> {
                line.once(INPUT);
                input = line.tokens();
            }
            case "output_tokens" -> {
                line.once(OUTPUT);
                output = line.tokens();
            }
            case "cache_read_input_tokens" -> {
                line.once(CACHE_READ);
                read = line.tokens();
            }
            case "cache_creation_input_tokens" -> {
                line.once(CACHE_WRITE);
                written = line.tokens();
            }
            case "output_tokens_details" -> {
                line.once(DETAILS);
                line.objectOrNull(this::inDetails);
            }
            default -> line.skip();
        }
    }

    private void inDetails(String name) throws IOException, UnusualLineException {
        if (name.equals("thinking_tokens")) {
            line.once(THINKING);
            thinking = line.tokens();
        } else {
            line.skip();
        }
    }
}
