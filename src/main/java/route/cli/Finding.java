package route.cli;

import java.util.List;
import java.util.Locale;

/** One thing that was looked at, and what was seen. */
record Finding(String what, Level level, String detail) {

    private static final int LABEL = 14;

    /** What a finding asks of a person. */
    enum Level {
        OK,
        NOTE,
        MEND
    }

    static Finding ok(String what, String detail) {
        return new Finding(what, Level.OK, detail);
    }

    static Finding note(String what, String detail) {
        return new Finding(what, Level.NOTE, detail);
    }

    static Finding mend(String what, String detail) {
        return new Finding(what, Level.MEND, detail);
    }

    /** On one line, or more where it is long. */
    String text(int width, Paint paint) {
        var mark = switch (level) {
            case OK -> paint.good("ok  ");
            case NOTE -> paint.warning("note");
            case MEND -> paint.bad("MEND");
        };
        var label = Untrusted.shown(what, LABEL);
        var indent = 6 + LABEL + 1;
        return mark + "  " + label + " ".repeat(LABEL + 1 - label.length())
                + Wrapped.words(detail, indent, indent, width);
    }

    static String json(List<Finding> findings) {
        return Json.array(findings, (finding, json) -> {
            json.writeStartObject();
            json.writeStringField("check", finding.what());
            json.writeStringField("level", finding.level().name().toLowerCase(Locale.ROOT));
            json.writeStringField("detail", finding.detail());
            json.writeEndObject();
        });
    }
}
