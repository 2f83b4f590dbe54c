package route.report;

import java.util.List;
import route.domain.BillLine;

/**
 * Which colour each model has, the same all over the page: the dearest have one of their own, the others share one.
 *
 * @param models those with a colour of their own, dearest first
 */
record Colours(List<String> models) {
    static final String REST = "rest";
    private static final int OWN = 7;

    /** @param lines by model, dearest first */
    static Colours of(List<BillLine> lines) {
        var all = lines.stream().map(it -> it.group().get("model")).toList();
        return new Colours(all.subList(0, all.size() > OWN + 1 ? OWN : Math.min(OWN, all.size())));
    }

    /** The class of the style sheet. */
    String of(String model) {
        var place = models.indexOf(model);
        return place < 0 ? REST : "s" + place;
    }

    /** A model's name beside its colour; it may be broken after the provider. */
    String named(String model) {
        return "<span class=\"named\">" + swatch(of(model)) + broken(model) + "</span>";
    }

    static String broken(String model) {
        return Markup.escaped(model).replace("/", "/<wbr>");
    }

    /** A small square in a colour. */
    static String swatch(String colour) {
        return "<svg class=\"swatch\" aria-hidden=\"true\"><rect class=\"" + colour
                + "\" width=\"100%\" height=\"100%\"/></svg>";
    }
}
