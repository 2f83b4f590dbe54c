package route.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Lying bars as SVG that is as wide as its place. They stand beside the numbers they picture, so readers that speak leave
 * them out.
 */
final class Bars {
    private final long whole;
    private final List<String> parts = new ArrayList<>();

    /** @param whole what the full width stands for */
    Bars(long whole) {
        this.whole = Math.max(1, whole);
    }

    /** One bar from the left. */
    static String single(String colour, long part, long whole) {
        return new Bars(whole).part(colour, 0, part, "").svg();
    }

    /** @param hint what a pointer that rests on it is told; empty for nothing */
    Bars part(String colour, long from, long length, String hint) {
        if (length <= 0) return this;
        var title = hint.isEmpty() ? "" : "<title>" + Markup.escaped(hint) + "</title>";
        parts.add("<rect class=\"" + colour + "\" x=\"" + percent(from, whole) + "\" width=\"" + percent(length, whole)
                + "\" height=\"100%\">" + title + "</rect>");
        return this;
    }

    /** A thin upright line. */
    Bars mark(String colour, long at) {
        parts.add("<line class=\"" + colour + "\" x1=\"" + percent(at, whole) + "\" x2=\"" + percent(at, whole)
                + "\" y1=\"0\" y2=\"100%\"/>");
        return this;
    }

    String svg() {
        return "<svg class=\"bar\" aria-hidden=\"true\">" + String.join("", parts) + "</svg>";
    }

    /** A share as a length: {@code 12.34%}. */
    static String percent(long part, long whole) {
        return BigDecimal.valueOf(part)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(Math.max(1, whole)), 2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    /** A share as one of so many steps, rounded up: 0 only of nothing. */
    static int share(long part, long whole, int steps) {
        return BigDecimal.valueOf(Math.max(0, part))
                .multiply(BigDecimal.valueOf(steps))
                .divide(BigDecimal.valueOf(Math.max(1, whole)), 0, RoundingMode.CEILING)
                .intValueExact();
    }
}
