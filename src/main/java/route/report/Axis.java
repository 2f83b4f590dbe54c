package route.report;

import java.util.stream.LongStream;
import route.domain.Money;

/**
 * An upright axis of dollars with round steps.
 *
 * @param step between two lines, in picodollars
 * @param top of the axis, in picodollars
 */
record Axis(long step, long top) {
    private static final int MOST_STEPS = 4;
    private static final long CENT = 10_000_000_000L;

    /** The least axis of at most four round steps that reaches this; a cent where there is nothing to reach. */
    static Axis upTo(long most) {
        if (most <= 0) return new Axis(CENT, CENT);
        for (var power = 1L; ; power *= 10) {
            for (var digit : new long[] {1, 2, 5}) {
                var step = digit * power;
                if (step >= (most + MOST_STEPS - 1) / MOST_STEPS)
                    return new Axis(step, step * Math.max(1, (most + step - 1) / step));
            }
        }
    }

    String lines() {
        var html = new StringBuilder();
        steps().forEach(it ->
                html.append("<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"" + y(it) + "\" y2=\"" + y(it) + "\"/>"));
        return html.toString();
    }

    String labels() {
        var html = new StringBuilder("<svg class=\"beside\" aria-hidden=\"true\">");
        steps().forEach(it ->
                html.append("<text y=\"" + y(it) + "\">" + Amounts.tick(Money.ofPicodollars(it)) + "</text>"));
        return html.append("</svg>").toString();
    }

    private LongStream steps() {
        return LongStream.rangeClosed(0, top / step).map(it -> it * step);
    }

    private String y(long value) {
        return Bars.percent(top - value, top);
    }
}
