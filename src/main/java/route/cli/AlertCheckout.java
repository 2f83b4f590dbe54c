package route.cli;

import route.domain.InputException;

/** {@code report --check}: which limits are passed now. */
final class AlertCheckout {

    private final Console console;

    AlertCheckout(Console console) {
        this.console = console;
    }

    /** Prints them; the exit code. Where no limit is set, the check would always pass, which is a mistake. */
    int check(boolean sandbox, boolean json) {
        var settings = console.settings();
        if (settings.watch().limits().isNone()) {
            throw new InputException("--check has no limits to hold the spend against\n"
                    + "set some in route.yaml, such as alerts: {day_spend: 20.00}; see route help alerts");
        }
        try (var jobs = console.lookAt(settings)) {
            var alerts = jobs.watchtower().check(sandbox);
            console.print(json ? AlertText.json(alerts) : AlertText.lines(alerts, console.outPaint()));
            return (alerts.isEmpty() ? ExitCode.OK : ExitCode.HELD).code();
        }
    }
}
