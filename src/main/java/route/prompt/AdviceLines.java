package route.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import route.domain.Opinion;
import route.domain.Prompt;

/** The lines in which an adviser is asked about rows, and in which it answers. */
public final class AdviceLines {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final JsonFactory FACTORY = new JsonFactory();

    /** A digit from 1 to 5 that is no part of a larger number. */
    private static final Pattern SCORE = Pattern.compile(
            "(?<![\\d.,])([1-5])(?![\\d]|[.,]\\d)(?!\\s*(?:/|of|out of)\\s*5)|([1-5])\\s*(?:/|of|out of)\\s*5");

    private static final int LONGEST_ANSWER = 2_000;
    private static final int MOST = 5;

    private AdviceLines() {}

    /** What is said of a row. */
    public record Advice(long row, Opinion opinion) {}

    /** A row for a command: {@code {"row":1,"id":"a","prompt":"...","tokens":12}}. */
    public static String question(long row, String id, Prompt prompt, int tokens) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("row", row);
            json.writeStringField("id", id);
            var system = prompt.systemText();
            if (!system.isEmpty()) json.writeStringField("system", system);
            json.writeStringField("prompt", prompt.userText());
            json.writeNumberField("tokens", tokens);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A row of the job that asks a model: its id is the row asked about. */
    public static String question(long row, String text, String task) {
        var line = MAPPER.createObjectNode();
        line.put("id", Long.toString(row)).put("prompt", text).put("task", task).put("tag", task);
        return line.toString();
    }

    /** A command's answer: a row, and its score (1 to 5) or hardness (0 to 1); nothing where the line is no such thing. */
    public static Optional<Advice> answer(String line, List<String> tasks) {
        try {
            var json = MAPPER.readTree(line);
            var row = json.path("row");
            if (!row.isIntegralNumber() || !row.canConvertToLong()) return Optional.empty();
            var sensitivity = json.path("sensitivity").asInt(0);
            var task = json.path("task").asText("");
            return opinion(
                            json,
                            tasks.contains(task) ? task : "",
                            sensitivity >= 1 && sensitivity <= MOST ? sensitivity : 0)
                    .map(it -> new Advice(row.longValue(), it));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Opinion> opinion(JsonNode json, String task, int sensitivity) {
        var hardness = json.path("hardness");
        if (hardness.isNumber()) {
            double value = hardness.doubleValue();
            return value >= 0 && value <= 1
                    ? Optional.of(new Opinion(Math.round(value * 10_000) / 10_000.0, task, sensitivity))
                    : Optional.empty();
        }
        var score = json.path("score");
        if (!score.isIntegralNumber() || score.asLong() < 1 || score.asLong() > MOST) return Optional.empty();
        return Optional.of(Opinion.ofScore(score.asInt(), task, sensitivity));
    }

    /** What a delivered line of the job that asks a model says; nothing where it was not answered usably. */
    public static Optional<Advice> delivered(String line) {
        try {
            var json = MAPPER.readTree(line);
            if (!json.path("route").path("status").asText().equals("accepted")) return Optional.empty();
            long row = Long.parseLong(json.path("id").asText());
            return spoken(json.path("route").path("response").asText()).map(it -> new Advice(row, it));
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The one number from 1 to 5 that a model's answer names; nothing where it names none, or two. */
    public static Optional<Opinion> spoken(String answer) {
        var found = SCORE.matcher(answer.substring(0, Math.min(LONGEST_ANSWER, answer.length())));
        int score = 0;
        while (found.find()) {
            int next = Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
            if (score != 0 && next != score) return Optional.empty();
            score = next;
        }
        return score == 0 ? Optional.empty() : Optional.of(Opinion.ofScore(score, "", 0));
    }
}
