package route;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import route.cli.ExitCode;
import route.cli.Outside;
import route.cli.RouteCommand;
import route.cli.Version;

/** Builds the real world, runs the command line, exits. */
public final class Main {

    /** How long an interrupted command may take to reach a safe point. Later is safe too: the next run goes on. */
    private static final int PATIENCE_MILLIS = 1_500;

    private Main() {}

    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(Version.LINE);
            return;
        }
        sharePool();
        var clock = InstantSource.system();
        var interrupt = new Interrupt(clock);
        var ended = new CompletableFuture<Integer>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(interrupt, ended)));
        var out = stream(FileDescriptor.out, false);
        var code = ExitCode.BUG.code();
        try (var wiring = new Wiring(clock, interrupt, out)) {
            code = RouteCommand.run(args, outside(clock, interrupt, wiring, out));
        } finally {
            ended.complete(code);
        }
        System.exit(code);
    }

    /**
     * On one or two cores the JDK starts a thread for every answer of its HTTP client, unless its common pool has two
     * (CompletableFuture's default executor, JDK 17 to 25). Read once, so it is said first.
     */
    private static void sharePool() {
        if (Runtime.getRuntime().availableProcessors() > 2) return;
        System.getProperties().putIfAbsent("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
    }

    private static Outside outside(InstantSource clock, Interrupt interrupt, Wiring wiring, PrintStream out) {
        return new Outside(
                out,
                stream(FileDescriptor.err, true),
                Terminals.isTerminal(1),
                Terminals.isTerminal(2),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                clock,
                ZoneId.systemDefault(),
                interrupt,
                wiring::jobs,
                wiring::ping,
                Wiring::send,
                wiring::pressed,
                Wiring::mendable);
    }

    /** UTF-8 whatever the locale is: cron's would turn everything that is not ASCII into question marks. */
    private static PrintStream stream(FileDescriptor descriptor, boolean flushesLines) {
        var buffered = new BufferedOutputStream(new FileOutputStream(descriptor));
        return new PrintStream(buffered, flushesLines, StandardCharsets.UTF_8);
    }

    /** At Ctrl-C or SIGTERM: lets a command that heeds it reach a safe point, then ends with the command's own code. */
    private static void leave(Interrupt interrupt, CompletableFuture<Integer> ended) {
        if (ended.isDone()) return;
        var isHeeded = interrupt.stop();
        if (!isHeeded) System.err.println("route: stopped");
        Runtime.getRuntime().halt(isHeeded ? codeOf(ended) : ExitCode.INTERRUPTED.code());
    }

    private static int codeOf(CompletableFuture<Integer> ended) {
        try {
            return ended.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            System.err.println("route: stopped in the middle; the state is safe: route batch resume goes on");
            return ExitCode.INTERRUPTED.code();
        }
    }
}
