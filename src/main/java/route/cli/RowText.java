package route.cli;

import route.domain.Decision;
import route.domain.Outcome;
import route.domain.Usage;
import route.flow.RowView;

/**
 * One row for people.
 *
 * @param width of a line, in characters
 */
record RowText(int width, Paint paint) {

    private static final int LABEL = 10;

    String text(RowView row) {
        var text = new StringBuilder();
        var id = row.id().isEmpty() ? "" : ", id " + row.id();
        text.append(line("row", row.number() + ", line " + row.line() + id + ", of job " + row.job()));
        text.append(line("state", row.state().name()));
        if (!row.problem().isEmpty()) text.append(line("because", row.problem()));
        if (!row.tag().isEmpty()) text.append(line("tag", row.tag()));
        row.decision().ifPresent(it -> decision(text, it));
        row.deadline().ifPresent(it -> text.append(line("wanted by", Figures.minute(it))));
        row.model().ifPresent(it -> text.append(line("model", it.toString())));
        row.model()
                .ifPresent(it -> text.append(line(
                        "tokens",
                        Figures.count(row.inputTokens()) + " in as counted, at most " + Figures.count(row.maxTokens())
                                + " out")));
        text.append(line("cost", "$" + row.cost().toDollars()));
        for (int at = 0; at < row.tries().size(); at++)
            attempt(text, at + 1, row.tries().get(at));
        text.append('\n');
        Passages.append(text, row.messages(), paint);
        return text.toString();
    }

    private void decision(StringBuilder text, Decision it) {
        text.append(line(
                "decision",
                "tier " + it.tier() + ": hardness " + Figures.hardness(it.hardness()) + ", score " + it.score()
                        + ", task " + it.task() + ", sensitivity " + it.sensitivity()));
        text.append(line("why", it.reason()));
    }

    private void attempt(StringBuilder text, int number, RowView.Try it) {
        text.append('\n');
        text.append(line(
                "try " + number,
                it.model() + ", lane " + it.lane().label() + ", round " + it.round() + ", batch " + it.state()));
        if (!it.remoteId().isEmpty()) text.append(line("batch id", it.remoteId()));
        it.sentAt().ifPresent(at -> text.append(line("sent", Figures.minute(at))));
        it.endedAt().ifPresent(at -> text.append(line("ended", Figures.minute(at))));
        if (it.outcome().isEmpty()) text.append(line("came back", "nothing yet"));
        it.outcome().ifPresent(came -> came(text, it, came));
    }

    private void came(StringBuilder text, RowView.Try attempt, Outcome outcome) {
        var said = outcome.<String>fold(
                it -> "an answer, finish " + it.finish().name().toLowerCase(java.util.Locale.ROOT) + ", "
                        + tokens(it.usage()),
                it -> "error " + it.code() + ": " + it.message() + (it.retryable() ? " (may be tried again)" : ""),
                it -> "not worked on: " + it.reason().name().toLowerCase(java.util.Locale.ROOT));
        text.append(line("came back", said));
        if (!(outcome instanceof Outcome.Answered answered)) return;
        text.append(line(
                "cost",
                "$" + attempt.cost().toDollars() + ", on the flagship in real time $"
                        + attempt.baseline().toDollars()));
        text.append(paint.faint("answer")).append('\n').append(Passages.indented(answered.text()));
    }

    private static String tokens(Usage usage) {
        return Figures.count(usage.input()) + " tokens in, " + Figures.count(usage.output()) + " out";
    }

    private String line(String label, String value) {
        var shown = Wrapped.words(value, LABEL, LABEL, width);
        return paint.faint(label) + " ".repeat(Math.max(1, LABEL - label.length())) + shown + '\n';
    }
}
