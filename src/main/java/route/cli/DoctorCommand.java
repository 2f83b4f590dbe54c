package route.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks whether the program can work here. */
@Command(
        name = "doctor",
        description = {
            "Checks Java, state, disk, settings, keys and prices.",
            "Exits 4 where something is to be mended; what is only worth knowing does not count."
        },
        footer = {"", "Example:", "  route doctor --online"})
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--online", description = "Also one cheap call to each provider whose key is set.")
    private boolean online;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var findings = new ArrayList<Finding>();
        findings.add(HouseCheck.java(Runtime.version().feature()));
        findings.addAll(new HouseCheck(console).state());
        findings.addAll(new SettingsCheck(console).all(online));
        console.print(json ? Finding.json(findings) + "\n" : text(findings));
        var isWell = findings.stream().noneMatch(it -> it.level() == Finding.Level.MEND);
        return (isWell ? ExitCode.OK : ExitCode.HELD).code();
    }

    private String text(List<Finding> findings) {
        var text = new StringBuilder();
        findings.forEach(
                it -> text.append(it.text(console.width(), console.outPaint())).append('\n'));
        return text.toString();
    }
}
