package route.report;

import java.util.List;
import route.domain.BillDetail.Ending;
import route.domain.BillDetail.Kind;
import route.domain.Finish;
import route.domain.Outcome;

/** How attempts ended, and why those failed that did. */
final class EndingsPart {
    private static final int SHOWN = 12;

    private final List<Ending> endings;

    /** @param endings the most frequent first */
    EndingsPart(List<Ending> endings) {
        this.endings = endings;
    }

    String html() {
        if (endings.isEmpty()) return "<p class=\"empty\">No batch has come back yet.</p>";
        var all = endings.stream().mapToLong(Ending::rows).sum();
        var bars = new Bars(all);
        var from = 0L;
        for (var it : endings) {
            bars.part(colour(it), from, it.rows(), plain(it) + ": " + Amounts.count(it.rows()));
            from += it.rows();
        }
        var grid = new Grid("How attempts ended").words("").number("attempts").number("share");
        endings.stream()
                .limit(SHOWN)
                .forEach(it -> grid.row(
                        "<span class=\"named\">" + Colours.swatch(colour(it)) + Markup.escaped(plain(it)) + "</span>",
                        Amounts.count(it.rows()),
                        Amounts.percent(it.rows(), all)));
        return headline(all) + "<div class=\"thick\">" + bars.svg() + "</div>" + grid.html() + more();
    }

    private String headline(long all) {
        var answered = endings.stream()
                .filter(it -> it.kind() == Kind.ANSWERED)
                .mapToLong(Ending::rows)
                .sum();
        return "<p>" + Amounts.count(answered) + " of " + Amounts.count(all, "attempt") + " brought an answer.</p>";
    }

    private String more() {
        var hidden = endings.size() - SHOWN;
        return hidden > 0 ? "<p class=\"empty\">and " + Amounts.count(hidden, "rarer cause") + "</p>" : "";
    }

    private static String colour(Ending ending) {
        return switch (ending.kind()) {
            case ANSWERED -> isWhole(ending.word()) ? "good" : "fair";
            case ERRORED -> "bad";
            case UNSERVED -> "rest";
        };
    }

    private static boolean isWhole(String finish) {
        return finish.equals(Finish.STOP.name()) || finish.equals(Finish.TOOL_CALLS.name());
    }

    /** In plain words; an error keeps its code. */
    private static String plain(Ending ending) {
        return switch (ending.kind()) {
            case ANSWERED -> plain(Finish.valueOf(ending.word()));
            case ERRORED -> "error: " + (ending.word().isEmpty() ? "no code" : ending.word());
            case UNSERVED -> plain(Outcome.Reason.valueOf(ending.word()));
        };
    }

    private static String plain(Finish finish) {
        return switch (finish) {
            case STOP -> "answered in full";
            case LENGTH -> "answered, cut off at max_tokens";
            case TOOL_CALLS -> "answered with a tool call";
            case CONTENT_FILTER -> "answered, cut by the content filter";
            case REFUSAL -> "refused by the model";
            case OTHER -> "answered, with an unusual end";
        };
    }

    private static String plain(Outcome.Reason reason) {
        return switch (reason) {
            case EXPIRED -> "not worked on before the batch expired";
            case CANCELLED -> "cancelled before it was worked on";
            case MISSING -> "missing in the results";
            case LOST -> "lost with its batch";
        };
    }
}
