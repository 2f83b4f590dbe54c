package route.report;

import java.util.ArrayList;
import java.util.List;

/** A table of the page: words on the left, numbers on the right, pictures in what is left of the width. */
final class Grid {
    private final String caption;
    private final List<String> titles = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final Markup rows = new Markup();

    /** @param caption what it shows, for readers that speak */
    Grid(String caption) {
        this.caption = caption;
    }

    Grid words(String title) {
        return column(title, "w");
    }

    Grid number(String title) {
        return column(title, "n");
    }

    /** A number that narrow screens leave out. */
    Grid detail(String title) {
        return column(title, "n x");
    }

    Grid picture(String title) {
        return column(title, "p");
    }

    private Grid column(String title, String kind) {
        titles.add(title);
        kinds.add(kind);
        return this;
    }

    /** A line of cells that are ours or escaped already; the first is its heading. */
    Grid row(String style, List<String> cells) {
        if (cells.size() != titles.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + titles.size() + " columns");
        }
        rows.raw(style.isEmpty() ? "<tr>" : "<tr class=\"" + style + "\">");
        for (var at = 0; at < cells.size(); at++) {
            var name = at == 0 ? "th scope=\"row\"" : "td";
            rows.raw(
                    "<" + name + " class=\"" + kinds.get(at) + "\">" + cells.get(at) + "</" + name.split(" ")[0] + ">");
        }
        rows.raw("</tr>\n");
        return this;
    }

    Grid row(String... cells) {
        return row("", List.of(cells));
    }

    /** The table, in a frame that scrolls sideways where it is too wide. */
    String html() {
        var html = new Markup()
                .raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(caption)
                .raw("\"><table><caption>")
                .text(caption)
                .raw("</caption><thead><tr>");
        for (var at = 0; at < titles.size(); at++) {
            html.raw("<th scope=\"col\" class=\"" + kinds.get(at) + "\">")
                    .raw(Colours.broken(titles.get(at)))
                    .raw("</th>");
        }
        return html.raw("</tr></thead><tbody>\n")
                .raw(rows.toString())
                .raw("</tbody></table></div>\n")
                .toString();
    }
}
