package route.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A man page in roff, with the macros that every {@code man} knows (groff_man(7)). Made of what {@code --help} shows. */
final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage(String name, int section, String title) {
        page.append(".TH ")
                .append(quoted(name.toUpperCase(Locale.ROOT)))
                .append(' ')
                .append(section);
        page.append(" \"\" ").append(quoted(Version.LINE)).append(" \"route\"\n");
        section("NAME");
        text(name + " \\- " + escaped(title));
    }

    /** @param name with dashes, as {@code route-batch-submit} */
    static String command(String name, CommandSpec spec) {
        var usage = spec.usageMessage();
        var described = List.of(usage.description());
        var page = new ManPage(escaped(name), 1, described.isEmpty() ? name : described.get(0));
        page.section("SYNOPSIS");
        page.text(escaped(new CommandLine.Help(spec).synopsis(0).strip()));
        page.section("DESCRIPTION");
        described.forEach(it -> page.paragraph(it));
        page.arguments(spec);
        page.commands(name, spec);
        page.section("NOTES AND EXAMPLES");
        page.verbatim(List.of(usage.footer()));
        page.section("SEE ALSO");
        page.text(seeAlso());
        return page.page.toString();
    }

    /** A topic's page; what is indented in it stays as it is. */
    static String topic(String name) {
        var page = new ManPage(escaped("route-" + name), 7, Topics.title(name));
        page.section("DESCRIPTION");
        page.verbatim(Topics.text(name).lines().skip(2).toList());
        page.section("SEE ALSO");
        page.text(seeAlso());
        return page.page.toString();
    }

    private static String seeAlso() {
        return "\\fBroute\\fR(1), "
                + Topics.NAMES.stream()
                        .map(it -> "\\fBroute\\-" + escaped(it) + "\\fR(7)")
                        .collect(Collectors.joining(", "));
    }

    private void arguments(CommandSpec spec) {
        section("OPTIONS");
        for (var it : spec.positionalParameters()) {
            if (!it.hidden()) item("\\fI" + escaped(it.paramLabel()) + "\\fR", it);
        }
        for (var it : spec.options()) {
            if (!it.hidden()) item(names(it), it);
        }
    }

    private static String names(OptionSpec option) {
        var names = List.of(option.names()).stream()
                .map(it -> "\\fB" + escaped(it) + "\\fR")
                .collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " \\fI" + escaped(option.paramLabel()) + "\\fR";
    }

    private void item(String head, ArgSpec argument) {
        page.append(".TP\n").append(head).append('\n');
        for (var it : argument.description()) text(escaped(it));
    }

    private void commands(String name, CommandSpec spec) {
        if (spec.subcommands().isEmpty()) return;
        section("COMMANDS");
        spec.subcommands().forEach((word, it) -> {
            var described = it.getCommandSpec().usageMessage().description();
            page.append(".TP\n\\fB").append(escaped(name + "-" + word)).append("\\fR(1)\n");
            text(described.length == 0 ? "" : escaped(described[0]));
        });
    }

    private void section(String name) {
        page.append(".SH ").append(quoted(name)).append('\n');
    }

    private void paragraph(String text) {
        page.append(".PP\n");
        text(escaped(text));
    }

    private void verbatim(List<String> lines) {
        page.append(".nf\n");
        lines.forEach(it -> text(escaped(it)));
        page.append(".fi\n");
    }

    /** A line of text; at its beginning, a dot or a quote would be a macro. */
    private void text(String line) {
        var isMacro = line.startsWith(".") || line.startsWith("'");
        page.append(isMacro ? "\\&" : "").append(line).append('\n');
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String escaped(String text) {
        return text.replace("%n", " ").replace("\\", "\\e").replace("-", "\\-");
    }
}
