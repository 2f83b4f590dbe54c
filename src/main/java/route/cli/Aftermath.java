package route.cli;

import java.io.IOException;
import java.nio.file.Path;
import route.config.Settings;
import route.flow.Jobs;
import route.signal.PrometheusFile;

/**
 * What a command does once its work is done: alerts, hooks and counters. What goes wrong here is said, and changes
 * neither the job nor the exit code.
 */
record Aftermath(Console console, Settings settings) {

    void of(Jobs jobs, EventPrinter printer) {
        printer.clear();
        jobs.watchtower().lookAround();
        settings.prometheusFile().ifPresent(it -> write(jobs, it));
        settings.otlp().ifPresent(it -> send(jobs, it));
    }

    private void write(Jobs jobs, Path file) {
        try {
            PrometheusFile.write(jobs.watchtower().metrics(), file);
        } catch (IOException e) {
            warn("metrics.prometheus_file cannot be written: " + Failure.reason(e));
        }
    }

    private void send(Jobs jobs, String address) {
        console.outside()
                .otlp()
                .apply(jobs.watchtower().metrics(), address)
                .ifPresent(it -> warn("the counters were not sent to metrics.otlp: " + it));
    }

    private void warn(String line) {
        console.note("warning: " + Untrusted.shown(line));
    }
}
