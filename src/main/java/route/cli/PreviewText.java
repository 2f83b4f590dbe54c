package route.cli;

import java.util.List;
import route.flow.Preview;

/**
 * Requests for people: each row's prompt as it is asked, then the JSON that its provider would get.
 *
 * @param width of a line, in characters
 */
record PreviewText(int width, Paint paint) {

    String text(List<Preview> previews) {
        if (previews.isEmpty()) return "no rows\n";
        var text = new StringBuilder();
        for (var it : previews) {
            if (text.length() > 0) text.append('\n');
            append(text, it);
        }
        return text.toString();
    }

    private void append(StringBuilder text, Preview it) {
        var id = it.id().isEmpty() ? "" : ", id " + Untrusted.shown(it.id());
        text.append(paint.strong("row " + it.number() + ", line " + it.line() + id))
                .append('\n');
        if (it.model().isEmpty()) {
            text.append("cannot be used: ").append(Untrusted.shown(it.reason())).append('\n');
            return;
        }
        text.append(it.tier() + ", " + it.model().get() + ", lane " + it.lane().label())
                .append('\n');
        for (var column : it.blanks()) text.append("note: {{" + Untrusted.shown(column) + "}} is empty here\n");
        for (var note : it.notes())
            text.append("note: " + Untrusted.shown(note)).append('\n');
        Passages.append(text, it.messages(), paint);
        var call = it.call().isEmpty() ? "request, a line of the batch" : "request, " + it.call();
        text.append(paint.faint(call)).append('\n');
        text.append(Passages.indented(Json.indented(it.request())));
    }
}
