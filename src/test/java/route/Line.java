package route;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import route.cli.Outside;
import route.cli.RouteCommand;

/** A command line that was run in this process, and what came of it. */
record Line(int code, String out, String err) {

    /** Runs a command in a folder, with its state in {@code home} there. */
    static Line run(Path folder, Map<String, String> more, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var clock = InstantSource.system();
        var interrupt = new Interrupt(clock);
        var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        var env = new HashMap<>(more);
        env.put("ROUTE_HOME", folder.resolve("home").toString());
        int code;
        try (var wiring = new Wiring(clock, interrupt, stream)) {
            var outside = new Outside(
                    stream,
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    false,
                    false,
                    env,
                    folder,
                    folder,
                    clock,
                    java.time.ZoneOffset.UTC,
                    interrupt,
                    wiring::jobs,
                    (opening, provider) -> Optional.empty(),
                    Wiring::mendable);
            code = RouteCommand.run(args, outside);
        }
        stream.flush();
        return new Line(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
