package route.cli;

import java.time.Duration;
import route.flow.Jobs;

/** What a command does once its work is done: alerts and hooks. It changes neither the job nor the exit code. */
final class Aftermath {

    /** How long a command may stay to try a hook again; after that, the next command does. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private Aftermath() {}

    /** Raises alerts and tells hooks. */
    static void of(Jobs jobs, EventPrinter printer) {
        printer.clear();
        jobs.lookAround(PATIENCE);
    }
}
