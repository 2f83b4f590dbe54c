package route.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import route.domain.Tuned;

/** What came of fitting a profile, for people and for machines. */
final class TunedText {
    private static final int DECIMALS = 3;

    private TunedText() {}

    static String words(Tuned tuned, Optional<String> file, int width) {
        var text = new StringBuilder(Figures.count(tuned.rows(), "labelled row") + ", "
                + Figures.count(tuned.prompts(), "different prompt") + "; the strong model gains "
                + figure(tuned.gain()) + " on average\n\n");
        text.append(new Table()
                .text("")
                .number("APGR")
                .text("95 of 100 draws")
                .row("built-in", figure(tuned.builtIn().value()), range(tuned.builtIn()))
                .row("tuned", figure(tuned.tuned().value()), range(tuned.tuned()))
                .row("difference", signed(tuned.difference().value()), range(tuned.difference()))
                .render(width, Paint.OFF));
        text.append("\nrows by score 1 to 5: ")
                .append(counts(tuned.scoresBefore()))
                .append(" built-in, ")
                .append(counts(tuned.scoresAfter()))
                .append(" tuned\n");
        text.append(Wrapped.words(finding(tuned) + unsaved(tuned), 0, 0, width)).append('\n');
        if (tuned.left() > 0) {
            text.append("the first " + Figures.count(tuned.rows()) + " rows were used, " + Figures.count(tuned.left())
                    + " were not\n");
        }
        var name = tuned.profile().name();
        text.append(file.map(it -> "profile " + name + " saved in " + it + "\nuse it with --profile " + name)
                        .orElse("nothing is saved"))
                .append('\n');
        return text.toString();
    }

    private static String finding(Tuned tuned) {
        return switch (tuned.finding()) {
            case NO_SIGNAL ->
                "no signal: the interval of the profile touches 0.5, so it may rank no better than a coin. More labels may"
                        + " show more.";
            case BETTER -> "the profile ranks better than the built-in classifier, beyond chance.";
            case UNDECIDED ->
                "whether the profile ranks better than the built-in classifier may be chance: the interval of the"
                        + " difference holds 0.";
            case WORSE -> "what the labels teach ranks worse than the built-in classifier, beyond chance.";
        };
    }

    private static String unsaved(Tuned tuned) {
        return tuned.isOfUse() ? "" : " Such a profile is not saved.";
    }

    static String json(Tuned tuned, Optional<String> file) {
        return Json.one(tuned, (it, json) -> {
                    json.writeStartObject();
                    json.writeStringField("profile", it.profile().name());
                    json.writeStringField("classifier", it.profile().classifier());
                    json.writeNumberField("rows", it.rows());
                    json.writeNumberField("left", it.left());
                    json.writeNumberField("prompts", it.prompts());
                    json.writeNumberField("gain", decimal(it.gain()));
                    span(json, "built_in", it.builtIn());
                    span(json, "tuned", it.tuned());
                    span(json, "difference", it.difference());
                    json.writeStringField("finding", it.finding().name().toLowerCase(java.util.Locale.ROOT));
                    json.writeBooleanField("saved", file.isPresent());
                    json.writeStringField("file", file.orElse(""));
                    json.writeEndObject();
                })
                + "\n";
    }

    private static void span(JsonGenerator json, String name, Tuned.Span span) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("apgr", decimal(span.value()));
        json.writeNumberField("low", decimal(span.low()));
        json.writeNumberField("high", decimal(span.high()));
        json.writeEndObject();
    }

    private static String counts(List<Integer> counts) {
        return String.join(" ", counts.stream().map(it -> Figures.count(it)).toList());
    }

    private static String range(Tuned.Span span) {
        return figure(span.low()) + " to " + figure(span.high());
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + figure(value);
    }

    private static String figure(double value) {
        return decimal(value).toPlainString();
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
